package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.memory.MemoryNode;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.persistence.directory.AccountRecord;

class WithinTest {
  private static final long NOW = 1_200_000_000;

  /** RFC 5032 §2: to the resolution of a second, in whatever zone, and both ends included. */
  @Test
  void ages_areComparedToTheSecond() {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW, 999_999_999), ZoneOffset.UTC);
    try (MemoryNode node = new MemoryNode(clock)) {
      AccountRecord fred = node.account("fred");
      byte[] message = "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      for (long age : new long[] {101, 100, 99}) {
        InternalDate date = new InternalDate(NOW - age, 540);
        node.append(fred, "INBOX", message, FlagNames.NONE, date);
      }
      try (TestClient client = TestClient.inInbox(node, "fred")) {
        assertThat(client.send("SEARCH OLDER 100")).isEqualTo("* SEARCH 1 2\r\nOK");
        assertThat(client.send("SEARCH YOUNGER 100")).isEqualTo("* SEARCH 2 3\r\nOK");
        assertThat(client.send("SEARCH OLDER 100 YOUNGER 100")).isEqualTo("* SEARCH 2\r\nOK");
        assertThat(client.send("SEARCH NOT OLDER 100")).isEqualTo("* SEARCH 3\r\nOK");
      }
    }
  }

  /** Not one level more than the mailbox takes. */
  @Test
  void deepKeys_areRefusedOrAnswered() {
    try (MemoryNode node = new MemoryNode(Clock.systemUTC())) {
      node.account("fred");
      try (TestClient client = TestClient.inInbox(node, "fred")) {
        for (int depth = 30; depth < 45; depth++) {
          assertThat(client.send("SEARCH " + "NOT ".repeat(depth) + "OLDER 1"))
              .isIn("* SEARCH\r\nOK", "BAD");
        }
      }
    }
  }
}
