package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * How many statements Cassandra executes for one command, by its own count: what one mail operation
 * costs the cluster.
 */
class CostIT {
  private static final int MESSAGES = 1_000;
  private static final int TRIES = 7;

  /** Something that a client does. */
  @FunctionalInterface
  private interface Step {
    WireClient.Answer run() throws IOException;
  }

  @Test
  void oneCommand_costsAHandfulOfStatements() throws Exception {
    Path dataDir = Path.of("target/cost-it");
    try (DevProcess server = DevProcess.fresh(dataDir, "--account", "cost:secret")) {
      server.start();
      try (CqlSession cql = connect(dataDir);
          WireClient imap = WireClient.imap(server.imapPort, "cost", "secret")) {
        for (int i = 0; i < MESSAGES; i++) {
          assertThat(imap.append("Archive", "()", message(i)).ok()).isTrue();
        }
        long append = least(cql, () -> imap.append("INBOX", "()", message(0)));
        long status = least(cql, () -> imap.command("STATUS INBOX (MESSAGES UNSEEN)"));
        long select = least(cql, () -> imap.command("SELECT Archive"));
        long store = least(cql, () -> imap.command("STORE 7 FLAGS.SILENT (" + flag() + ")"));
        long flags = least(cql, () -> imap.command("FETCH 1:* (FLAGS)"));
        long envelopes =
            least(
                cql,
                () ->
                    imap.command(
                        "FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)"));
        System.out.printf(
            "statements: APPEND %d, STATUS %d, SELECT %d, STORE %d, FETCH 1:* FLAGS %d, FETCH 1:*"
                + " of %d messages' metadata %d%n",
            append, status, select, store, flags, MESSAGES, envelopes);
        assertThat(append).as("APPEND").isBetween(1L, 6L);
        assertThat(store).as("STORE").isBetween(1L, 3L);
        assertThat(select).as("SELECT, warm").isBetween(1L, 4L);
        assertThat(envelopes).as("metadata of 1,000 messages").isBetween(1L, 40L);
      }
    }
  }

  private int flips;

  private String flag() {
    return flips++ % 2 == 0 ? "\\Flagged" : "\\Seen";
  }

  /** The least of several tries: what else goes on in the background can only add. */
  private static long least(CqlSession cql, Step step) throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long before = executed(cql);
      WireClient.Answer answer = step.run();
      assertThat(answer.ok()).as(answer.text()).isTrue();
      // The count's own two reads are regular statements; ours are all prepared.
      least = Math.min(least, executed(cql) - before);
    }
    return least;
  }

  private static long executed(CqlSession cql) {
    for (Row row : cql.execute("SELECT * FROM system_views.cql_metrics")) {
      if (row.getString("name").equals("prepared_statements_executed")) {
        return (long) row.getDouble("value");
      }
    }
    throw new AssertionError("Cassandra does not count its statements");
  }

  private static CqlSession connect(Path dataDir) throws IOException {
    Properties ports = new Properties();
    try (Reader in = Files.newBufferedReader(dataDir.resolve("cassandra/ports"))) {
      ports.load(in);
    }
    return CqlSession.builder()
        .addContactPoint(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(ports.getProperty("native"))))
        .withLocalDatacenter("datacenter1")
        .build();
  }

  private static byte[] message(int number) {
    return ("From: a@example.org\r\nTo: b@example.org\r\nSubject: message "
            + number
            + "\r\nMessage-ID: <"
            + number
            + "@example.org>\r\n\r\n"
            + "A line of text.\r\n".repeat(200))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
