package org.yubin.node.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yubin.node.DevNode;
import org.yubin.node.NodeSettings;
import org.yubin.node.StartFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code yubin dev}: every role in one process, with a Cassandra of its own beside it. */
@Command(
    name = "dev",
    description =
        "Runs everything on this machine: a node with every role and a Cassandra of its own.",
    mixinStandardHelpOptions = true)
final class DevCommand implements java.util.concurrent.Callable<Integer> {
  @Mixin private final NodeOptions options = new NodeOptions();
  @Spec private @Nullable CommandSpec spec;

  @Mixin private final AccountOptions accounts = new AccountOptions();

  @Override
  public Integer call() throws StartFailure {
    CommandSpec me = java.util.Objects.requireNonNull(spec);
    NodeSettings settings = options.settings(Map.of());
    return DevNode.run(
        settings, accounts.given(me), me.commandLine().getOut(), me.commandLine().getErr());
  }
}
