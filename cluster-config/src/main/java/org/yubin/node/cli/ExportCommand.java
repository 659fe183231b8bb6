package org.yubin.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yubin.node.StartFailure;
import org.yubin.node.transfer.AdminPort;
import org.yubin.node.transfer.ApiPaths;
import org.yubin.node.transfer.Exporter;
import org.yubin.node.transfer.MailWriter;
import org.yubin.node.transfer.MaildirWriter;
import org.yubin.node.transfer.MboxWriter;
import org.yubin.node.transfer.Progress;
import org.yubin.node.transfer.Tally;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yubin export}: an account's mail as files of other programs. */
@Command(
    name = "export",
    description =
        "Writes the mail of an account, or of one mailbox, as a Maildir or as mbox files. Flags, "
            + "dates and mailboxes are kept; each mailbox is written as it stands at one moment.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Mixin private final TransferOptions options = new TransferOptions();
  @Spec private @Nullable CommandSpec spec;

  /** What can be written. */
  enum Format {
    MAILDIR,
    MBOX
  }

  @Option(
      names = "--mailbox",
      paramLabel = "NAME",
      description = "this mailbox alone (default: all of them)")
  private @Nullable String mailbox;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "maildir (Maildir++; the default) or mbox (mboxrd; a file for each mailbox)")
  private String format = "maildir";

  @Option(names = "--crlf", description = "ends lines with CRLF, as messages do on the wire")
  private boolean crlf;

  @Parameters(
      paramLabel = "TARGET",
      description = "folder that is made; with --format mbox and --mailbox, the file")
  private @Nullable Path target;

  @Override
  public Integer call() throws StartFailure {
    CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
    Path to = java.util.Objects.requireNonNull(target);
    Format wanted = format(line);
    refuseExisting(to);
    AdminPort node = options.client();
    List<String> mailboxes = new ArrayList<>();
    long messages = 0;
    for (JsonNode each : options.mailboxes(node).path("mailboxes")) {
      String name = each.path("name").asText();
      if (each.has("id") && (mailbox == null || name.equals(mailbox))) {
        mailboxes.add(name);
        messages += each.path("messages").asLong();
      }
    }
    if (mailboxes.isEmpty()) {
      throw new StartFailure(mailbox + ": no such mailbox");
    }
    return write(line, wanted, to, node, mailboxes, messages);
  }

  private int write(
      CommandLine line,
      Format wanted,
      Path to,
      AdminPort node,
      List<String> mailboxes,
      long messages)
      throws StartFailure {
    Progress progress =
        Progress.of("export", messages, TransferOptions.onTerminal(), line.getErr());
    Tally tally = new Tally(progress);
    try (MailWriter writer = writer(wanted, to, tally)) {
      new Exporter(node, ApiPaths.segment(options.account()), tally).run(mailboxes, writer);
    } catch (IOException failed) {
      throw new StartFailure(to + ": " + failed, failed);
    } finally {
      progress.close();
      tally.tell("written", line.getOut());
    }
    return tally.refused() == 0 ? 0 : YubinCommand.FAILED;
  }

  private MailWriter writer(Format wanted, Path to, Tally tally) {
    return switch (wanted) {
      case MAILDIR -> new MaildirWriter(to, mailbox == null ? "INBOX" : mailbox, crlf, tally);
      case MBOX -> new MboxWriter(to, mailbox != null, crlf);
    };
  }

  private Format format(CommandLine line) {
    try {
      return Format.valueOf(format.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new CommandLine.ParameterException(
          line, "--format: " + format + " (expected: maildir or mbox)");
    }
  }

  private static void refuseExisting(Path to) throws StartFailure {
    boolean free = !Files.exists(to);
    if (!free && Files.isDirectory(to)) {
      try (Stream<Path> inside = Files.list(to)) {
        free = inside.findAny().isEmpty();
      } catch (IOException failed) {
        throw new StartFailure(to + ": " + failed, failed);
      }
    }
    if (!free) {
      throw new StartFailure(to + ": is there (expected: a name that is free)");
    }
  }
}
