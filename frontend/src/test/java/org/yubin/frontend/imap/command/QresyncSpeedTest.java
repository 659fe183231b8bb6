package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.persistence.directory.AccountRecord;

/**
 * A client comes back to 100,000 messages of which 100 have changed and 100 have gone: over a
 * socket, within 50 ms.
 */
class QresyncSpeedTest {
  private static final int MESSAGES = 100_000;
  private static final int EACH = 100;
  private static final Duration BOUND = Duration.ofMillis(50);
  private static final int ROUNDS = 40;
  private static final Pattern HIGHEST = Pattern.compile("HIGHESTMODSEQ (\\d+)");
  private static final Pattern VALIDITY = Pattern.compile("UIDVALIDITY (\\d+)");

  @Test
  void resync_ofALargeMailbox_isQuick() throws IOException {
    try (MemoryServer server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true))) {
      AccountRecord fred = server.node().account("fred");
      byte[] message = "Subject: one of many\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      server.node().append(fred, "INBOX", message, FlagNames.NONE, new InternalDate(0, 0));
      try (LineClient client = new LineClient(server.address())) {
        client.receive();
        ok(client, "LOGIN fred fred");
        ok(client, "ENABLE QRESYNC");
        ok(client, "SELECT INBOX");
        grow(client);
        String before = ok(client, "SELECT INBOX");
        String known = found(VALIDITY, before) + " " + found(HIGHEST, before);
        for (int i = 0; i < EACH; i++) {
          ok(client, "UID STORE " + (500 + 1000 * i) + " +FLAGS.SILENT (\\Seen)");
          ok(client, "UID STORE " + (900 + 1000 * i) + " +FLAGS.SILENT (\\Deleted)");
          ok(client, "UID EXPUNGE " + (900 + 1000 * i));
        }
        List<Duration> taken = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          ok(client, "UNSELECT");
          long start = System.nanoTime();
          String answer = ok(client, "SELECT INBOX (QRESYNC (" + known + "))");
          taken.add(Duration.ofNanos(System.nanoTime() - start));
          assertThat(answer).contains("* VANISHED (EARLIER) 900,1900,2900,");
          assertThat(Pattern.compile(" FETCH \\(UID \\d*500 FLAGS").matcher(answer).results())
              .hasSize(EACH);
        }
        Collections.sort(taken);
        Duration median = taken.get(ROUNDS / 2);
        System.out.printf(
            "SELECT (QRESYNC) of %d messages: median %d us, best %d us%n",
            MESSAGES, median.toNanos() / 1000, taken.get(0).toNanos() / 1000);
        assertThat(median).isLessThan(BOUND);
      }
    }
  }

  /** The mailbox by copying what is there. */
  private static void grow(LineClient client) throws IOException {
    for (int there = 1; there < MESSAGES; ) {
      int more = Math.min(there, MESSAGES - there);
      ok(client, "COPY 1:" + more + " INBOX");
      there += more;
    }
  }

  private static String found(Pattern pattern, String in) {
    Matcher matcher = pattern.matcher(in);
    assertThat(matcher.find()).as(in).isTrue();
    return matcher.group(1);
  }

  private static String ok(LineClient client, String command) throws IOException {
    List<String> lines = client.command("q", command);
    assertThat(lines.get(lines.size() - 1)).startsWith("q OK");
    return String.join("\n", lines);
  }
}
