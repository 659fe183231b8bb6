package org.yubin.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yubin.node.StartFailure;
import org.yubin.node.transfer.AdminPort;
import org.yubin.node.transfer.ApiPaths;
import org.yubin.node.transfer.BackupWriter;
import org.yubin.node.transfer.Progress;
import org.yubin.node.transfer.Tally;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yubin backup}: an account in a file, with all that clients remember of it. */
@Command(
    name = "backup",
    description =
        "Writes an account to one file: messages, flags and mailboxes with their UIDs, UIDVALIDITY,"
            + " mod-sequences, ids, dates, subscriptions and uses, and what the password is checked"
            + " against. \"yubin restore\" puts it back so that no client downloads again.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  @Mixin private final TransferOptions options = new TransferOptions();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "is made; must not be there")
  private @Nullable Path file;

  @Override
  public Integer call() throws StartFailure {
    CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
    Path to = java.util.Objects.requireNonNull(file);
    AdminPort node = options.client();
    long messages = 0;
    for (JsonNode each : options.mailboxes(node).path("mailboxes")) {
      messages += each.path("messages").asLong();
    }
    Progress progress =
        Progress.of("backup", messages, TransferOptions.onTerminal(), line.getErr());
    Tally tally = new Tally(progress);
    try {
      new BackupWriter(node, ApiPaths.segment(options.account()), tally).write(to, Instant.now());
    } catch (IOException failed) {
      throw new StartFailure(to + ": " + failed, failed);
    } finally {
      progress.close();
    }
    tally.tell("written", line.getOut());
    return tally.refused() == 0 ? 0 : YubinCommand.FAILED;
  }
}
