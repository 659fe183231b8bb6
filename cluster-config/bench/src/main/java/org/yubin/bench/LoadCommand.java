package org.yubin.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./yubin bench load}: makes a large mailbox. */
@Command(
    name = "load",
    description = "Fills a mailbox with messages; one that exists gets them added.",
    mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
  private static final long EACH_NANOS = 2_000_000_000L;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--user", description = "default: the first of --users")
  private @Nullable String user;

  @Option(
      names = "--mailbox",
      defaultValue = "bench-large",
      description = "made if missing; default: ${DEFAULT-VALUE}")
  private String mailbox = "";

  @Option(names = "--messages", required = true, description = "how many")
  private int messages;

  @Option(
      names = "--size",
      defaultValue = "4096",
      paramLabel = "OCTETS",
      description = "of each; default: ${DEFAULT-VALUE}, least: 512")
  private int size;

  @Option(
      names = "--how",
      description =
          "append (pipelined), multiappend (RFC 3502), or copy (of the first 1000, again and again:"
              + " quickest, but they are not all different); default: multiappend if announced")
  private @Nullable String how;

  @Override
  public Integer call() throws IOException {
    if (messages < 1 || size < BenchMessages.LEAST_OCTETS) {
      throw wrong("--messages, --size: expected >= 1, >= " + BenchMessages.LEAST_OCTETS);
    }
    Target target = server.target();
    String name = user;
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (ImapConnection imap = ImapConnection.open(target, name == null ? target.user(1) : name)) {
      if (imap.messages(mailbox) < 0) {
        imap.ok("CREATE " + ImapConnection.quoted(mailbox));
      }
      long began = System.nanoTime();
      fill(new BulkLoader(imap, mailbox, size), progress(out, began));
      double seconds = (System.nanoTime() - began) / 1e9;
      out.printf(
          Locale.ROOT,
          "%d messages in %.1f s, %.0f/s; %s has %d%n",
          messages,
          seconds,
          messages / seconds,
          mailbox,
          imap.messages(mailbox));
      out.flush();
      return 0;
    } catch (WrongAnswerException wrong) {
      spec.commandLine().getErr().println("yubin bench: " + wrong.getMessage());
      return 1;
    }
  }

  private void fill(BulkLoader loader, LongConsumer progress)
      throws IOException, WrongAnswerException {
    String chosen = how;
    if (chosen == null) {
      loader.append(messages, progress);
      return;
    }
    BulkLoader.How known;
    try {
      known = BulkLoader.How.valueOf(chosen.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw wrong("--how: " + chosen + " (expected: append, multiappend, copy)");
    }
    loader.load(known, messages, progress);
  }

  /** A line every two seconds. */
  private LongConsumer progress(PrintWriter out, long began) {
    long[] last = {began};
    return added -> {
      long now = System.nanoTime();
      if (now - last[0] >= EACH_NANOS) {
        last[0] = now;
        out.printf(
            Locale.ROOT, "%d of %d, %.0f/s%n", added, messages, added / ((now - began) / 1e9));
        out.flush();
      }
    };
  }

  private ParameterException wrong(String text) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), text);
  }
}
