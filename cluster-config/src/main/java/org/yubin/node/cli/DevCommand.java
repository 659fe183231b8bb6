package org.yubin.node.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yubin.node.DevNode;
import org.yubin.node.NodeSettings;
import org.yubin.node.StartFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--account",
      paramLabel = "NAME:PASSWORD",
      description =
          "makes this account if it is not there (repeatable); then no demo accounts are made")
  private final List<String> accounts = new ArrayList<>();

  @Override
  public Integer call() throws StartFailure {
    CommandSpec me = java.util.Objects.requireNonNull(spec);
    Map<String, String> wanted = new java.util.LinkedHashMap<>();
    for (String account : accounts) {
      int colon = account.indexOf(':');
      if (colon < 1 || colon == account.length() - 1) {
        throw new ParameterException(
            me.commandLine(),
            "--account: " + account.replaceAll(":.*", ":...") + " (expected: NAME:PASSWORD)");
      }
      wanted.put(account.substring(0, colon), account.substring(colon + 1));
    }
    NodeSettings settings = options.settings(Map.of());
    return DevNode.run(settings, wanted, me.commandLine().getOut(), me.commandLine().getErr());
  }
}
