package org.yubin.node.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yubin.node.StartFailure;
import org.yubin.node.local.ClusterRun;
import org.yubin.node.local.LocalPlan;
import org.yubin.persistence.launch.LaunchSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code yubin cluster}: many nodes on this machine, as a production would have on many. */
@Command(
    name = "cluster",
    description =
        "Runs a whole cluster on this machine: Cassandra, mailbox nodes and frontends, each a"
            + " process with an address of its own (127.0.0.x).",
    mixinStandardHelpOptions = true)
final class ClusterCommand implements java.util.concurrent.Callable<Integer> {
  @Option(
      names = "--mailbox-nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "default: ${DEFAULT-VALUE}")
  private int mailboxNodes;

  @Option(
      names = "--frontends",
      paramLabel = "N",
      defaultValue = "2",
      description = "default: ${DEFAULT-VALUE}")
  private int frontends;

  @Option(
      names = "--cassandra-nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "with 3, each row has three copies (default: ${DEFAULT-VALUE})")
  private int cassandraNodes;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "cluster-data",
      description = "a folder for each process (default: ./${DEFAULT-VALUE})")
  private @Nullable Path dataDir;

  @Option(
      names = "--network",
      paramLabel = "127.X.Y",
      defaultValue = "127.0.0",
      description =
          "Cassandra gets .1 and on, mailbox nodes .11, frontends .51 (default: ${DEFAULT-VALUE})")
  private @Nullable String network;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      defaultValue = "21000",
      description =
          "the same at each address: cluster PORT, HTTP +1, IMAP +2, IMAPS +3, LMTP +4, CQL +5,"
              + " Cassandra +6 (default: ${DEFAULT-VALUE})")
  private int basePort;

  @Option(
      names = "--heap-mib",
      paramLabel = "MIB",
      defaultValue = "512",
      description = "heap of each process (default: ${DEFAULT-VALUE})")
  private int heapMib;

  @Option(
      names = "--tls",
      description = "mutual TLS between all of these processes (certificates: DIR/certificates)")
  private boolean tls;

  @Mixin private final AccountOptions accounts = new AccountOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws StartFailure, IOException {
    CommandSpec me = java.util.Objects.requireNonNull(spec);
    String lib = System.getProperty(LaunchSettings.LIB_PROPERTY, "");
    LocalPlan plan;
    try {
      plan =
          LocalPlan.in(java.util.Objects.requireNonNull(dataDir), Path.of(lib))
              .of(mailboxNodes, frontends, cassandraNodes)
              .at(java.util.Objects.requireNonNull(network), basePort)
              .withHeaps(heapMib, heapMib);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(me.commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
    if (tls) {
      plan = plan.withTls();
    }
    Map<String, String> wanted = new LinkedHashMap<>(accounts.given(me));
    if (wanted.isEmpty()) {
      wanted.put("alice", "alice");
      wanted.put("bob", "bob");
    }
    return ClusterRun.run(plan, wanted, me.commandLine().getOut(), me.commandLine().getErr());
  }
}
