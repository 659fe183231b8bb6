package org.yubin.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yubin.node.StartFailure;
import org.yubin.node.TrialAuthority;
import org.yubin.persistence.tls.MutualTls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code yubin certificates}: what a trial of mutual TLS needs. */
@Command(
    name = "certificates",
    description =
        "Makes an authority and certificates for a trial of mutual TLS (yubin.cluster.tls,"
            + " yubin.cassandra.tls). What is there already is left alone.",
    mixinStandardHelpOptions = true)
final class CertificatesCommand implements java.util.concurrent.Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "certificates",
      description = "where NAME.pem, NAME-key.pem and authority.pem go (default: ${DEFAULT-VALUE})")
  private @Nullable Path dir;

  @Option(
      names = "--node",
      paramLabel = "NAME=HOST,HOST...",
      description = "a node of Yubin, and its names and addresses")
  private Map<String, String> nodes = new LinkedHashMap<>();

  @Option(
      names = "--cassandra",
      paramLabel = "NAME=HOST,HOST...",
      description = "a Cassandra node, and its names and addresses; it may not join the cluster")
  private Map<String, String> cassandras = new LinkedHashMap<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws StartFailure {
    CommandSpec me = Objects.requireNonNull(spec);
    if (nodes.isEmpty() && cassandras.isEmpty()) {
      throw new ParameterException(me.commandLine(), "--node or --cassandra is missing");
    }
    Instant now = Instant.now();
    TrialAuthority authority = TrialAuthority.in(Objects.requireNonNull(dir), now);
    PrintWriter out = me.commandLine().getOut();
    for (Map.Entry<String, String> node : nodes.entrySet()) {
      List<String> hosts = new ArrayList<>(List.of(node.getValue().split(",", -1)));
      hosts.add(TrialAuthority.CLUSTER);
      tell(out, authority.issue(node.getKey(), hosts, now));
    }
    for (Map.Entry<String, String> cassandra : cassandras.entrySet()) {
      List<String> hosts = List.of(cassandra.getValue().split(",", -1));
      tell(out, authority.issue(cassandra.getKey(), hosts, now));
    }
    out.flush();
    return 0;
  }

  private static void tell(PrintWriter out, MutualTls files) {
    out.println(files.certificate());
  }
}
