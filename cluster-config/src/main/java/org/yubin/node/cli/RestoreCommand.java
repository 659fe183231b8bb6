package org.yubin.node.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yubin.node.StartFailure;
import org.yubin.node.transfer.Progress;
import org.yubin.node.transfer.Restorer;
import org.yubin.node.transfer.Tally;
import org.yubin.persistence.id.Ids;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yubin restore}: an account from a file that {@code yubin backup} has written. */
@Command(
    name = "restore",
    description =
        "Makes an account from a backup, under a name that is free. The whole file is checked"
            + " first. Ids are kept where they are free on this cluster. Run again after it was"
            + " killed, it goes on where it had come to.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  @Mixin private final TransferOptions options = new TransferOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--password", description = "of the new account (default: the one it had)")
  private @Nullable String password;

  @Option(
      names = "--new-uidvalidity",
      description =
          "gives all mailboxes a new UIDVALIDITY, so that clients download again: for a backup that"
              + " is older than what clients have seen")
  private boolean newUidValidity;

  @Option(
      names = "--partial",
      description = "takes what is whole of a file that is cut off or damaged")
  private boolean partial;

  @Option(names = "--check", description = "checks the file and does nothing else")
  private boolean check;

  @Parameters(paramLabel = "FILE", description = "the backup")
  private @Nullable Path file;

  @Override
  public Integer call() throws StartFailure {
    CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
    Path from = java.util.Objects.requireNonNull(file);
    if (check) {
      line.getOut().println("whole: " + Restorer.check(from));
      return 0;
    }
    Progress progress = Progress.of("restore", -1, TransferOptions.onTerminal(), line.getErr());
    Tally tally = new Tally(progress);
    Restorer restorer =
        new Restorer(
            options.client(),
            options.account(),
            Optional.ofNullable(password),
            newUidValidity ? Optional.of(Instant.now().getEpochSecond()) : Optional.empty(),
            Ids.secure(),
            tally);
    Optional<String> made;
    try {
      made = restorer.run(from, partial);
    } catch (IOException failed) {
      throw new StartFailure(from + ": " + failed, failed);
    } finally {
      progress.close();
    }
    tally.tell("restored", line.getOut());
    made.ifPresent(text -> line.getOut().println("password: " + text));
    return tally.refused() == 0 ? 0 : YubinCommand.FAILED;
  }
}
