package org.yubin.node.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yubin.node.NodeSettings;
import org.yubin.node.ServeNode;
import org.yubin.node.StartFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yubin serve}: the same program against a Cassandra that runs elsewhere. */
@Command(
    name = "serve",
    description =
        "Runs a node against an external Cassandra (yubin.cassandra.contact-points, or"
            + " YUBIN_CASSANDRA_CONTACT_POINTS).",
    mixinStandardHelpOptions = true)
final class ServeCommand implements java.util.concurrent.Callable<Integer> {
  @Mixin private final NodeOptions options = new NodeOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws StartFailure {
    CommandSpec me = java.util.Objects.requireNonNull(spec);
    NodeSettings settings = options.settings(Map.of());
    return ServeNode.run(settings, me.commandLine().getOut());
  }
}
