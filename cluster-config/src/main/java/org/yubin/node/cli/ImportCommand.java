package org.yubin.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yubin.node.StartFailure;
import org.yubin.node.transfer.AdminPort;
import org.yubin.node.transfer.ApiPaths;
import org.yubin.node.transfer.ImportJournal;
import org.yubin.node.transfer.Importer;
import org.yubin.node.transfer.MailSource;
import org.yubin.node.transfer.PathSource;
import org.yubin.node.transfer.Progress;
import org.yubin.node.transfer.Tally;
import org.yubin.persistence.id.Ids;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code yubin import}: mail from files or another server into an account of the running node. */
@Command(
    name = "import",
    description =
        "Takes mail into an account of the running node: mbox files, Maildirs with their folders,"
            + " single messages (.eml) and folders of them; or a whole account of another IMAP"
            + " server. Flags and dates are kept. A run that was killed is taken up by the next"
            + " one; what was taken once is not taken again.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Mixin private final TransferOptions options = new TransferOptions();
  @Spec private @Nullable CommandSpec spec;

  /** An account of the same name that is made later has taken nothing. */
  private String accountId = "";

  @Option(
      names = "--mailbox",
      paramLabel = "NAME",
      description = "where mail goes that stands in no folder of its own (default: INBOX)")
  private String mailbox = "INBOX";

  @Mixin private final ImapOptions imap = new ImapOptions();

  @Option(
      names = "--again",
      description = "takes all of it, whatever earlier runs have taken of the same source")
  private boolean again;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "files and folders of mail")
  private final List<Path> paths = new ArrayList<>();

  @Override
  public Integer call() throws StartFailure {
    CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
    if (paths.isEmpty() == imap.isEmpty()) {
      throw new ParameterException(
          line, "PATH or --from is missing (expected: files or folders of mail, or a server)");
    }
    AdminPort node = options.client();
    JsonNode target = options.mailboxes(node);
    accountId = target.path("account").path("id").asText();
    long most = target.path("maxMessageOctets").asLong();
    List<MailSource> sources = new ArrayList<>();
    paths.forEach(path -> sources.add(new PathSource(path, mailbox)));
    if (!imap.isEmpty()) {
      sources.add(imap.source(target, again || !Files.exists(journal(imap.identity()))));
    }
    Progress progress = Progress.of("import", -1, TransferOptions.onTerminal(), line.getErr());
    Tally tally = new Tally(progress);
    try {
      for (MailSource source : sources) {
        take(source, node, tally, most);
      }
    } finally {
      progress.close();
      tally.tell("taken", line.getOut());
    }
    return tally.refused() == 0 ? 0 : YubinCommand.FAILED;
  }

  private void take(MailSource source, AdminPort node, Tally tally, long most) throws StartFailure {
    Path file = journal(source.identity());
    try {
      if (again) {
        Files.deleteIfExists(file);
      }
      try (ImportJournal journal = ImportJournal.open(file)) {
        new Importer(node, ApiPaths.segment(options.account()), journal, Ids.secure(), tally, most)
            .run(source);
      }
    } catch (IOException failed) {
      throw new StartFailure(source.identity() + ": " + failed, failed);
    }
  }

  /** Where it is written down what was taken of a source into the account. */
  private Path journal(String identity) throws StartFailure {
    String both = accountId + "\n" + identity;
    UUID name = UUID.nameUUIDFromBytes(both.getBytes(StandardCharsets.UTF_8));
    return options.settings().dataDir().resolve("import").resolve(name + ".journal");
  }
}
