package org.yubin.frontend.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.persistence.directory.AccountRecord;

/** What an MTA tries again after 4xx (RFC 2033 §2): once in the mailbox, whatever was lost. */
class DoubtsTest {
  private static final String DELIVERED = "250 2.1.5 Delivered";
  private static final String LATER = "451 4.3.0 Not now; try again";
  private static final String MESSAGE = "Subject: x\r\n\r\ny\r\n";

  private final Deque<DoubtfulMailboxes.Loss> losses = new ArrayDeque<>();
  private final LmtpNode node =
      new LmtpNode(
          new LmtpLimits(
              1_000, 1_000_000, 100, 40, Duration.ofMinutes(1), Duration.ofSeconds(5), 4),
          sound -> new DoubtfulMailboxes(sound, losses));
  private final AccountRecord bob = node.account("bob", "bob");

  @AfterEach
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"DONE", "NOT_DONE"})
  void retryOfADeliveryInDoubt_isThereOnce(DoubtfulMailboxes.Loss loss) throws IOException {
    losses.add(loss);
    assertThat(send("<bob@example.org>", MESSAGE)).isEqualTo(LATER);
    assertThat(send("<bob@example.org>", MESSAGE)).isEqualTo(DELIVERED);
    assertThat(node.messages(bob, "INBOX")).hasSize(1);
  }

  @Test
  void sameMessageAfterItsAnswer_isThereTwice() throws IOException {
    losses.add(DoubtfulMailboxes.Loss.DONE);
    assertThat(send("<bob@example.org>", MESSAGE)).isEqualTo(LATER);
    assertThat(send("<bob@example.org>", MESSAGE)).isEqualTo(DELIVERED);
    assertThat(send("<bob@example.org>", MESSAGE)).isEqualTo(DELIVERED);
    assertThat(node.messages(bob, "INBOX")).hasSize(2);
  }

  @Test
  void otherMessage_isNotTakenForARetry() throws IOException {
    losses.add(DoubtfulMailboxes.Loss.DONE);
    assertThat(send("<bob@example.org>", MESSAGE)).isEqualTo(LATER);
    assertThat(send("<bob@example.org>", MESSAGE + "z\r\n")).isEqualTo(DELIVERED);
    assertThat(send("<bob+x@example.org>", MESSAGE)).isEqualTo(DELIVERED);
    assertThat(node.messages(bob, "INBOX")).hasSize(3);
  }

  @Test
  void aliasWhoseSecondTargetFails_givesTheFirstOneMessage() throws IOException {
    AccountRecord eve = node.account("eve", "eve");
    LmtpNode.join(node.directory().addAlias("team@example.org", List.of(bob.id(), eve.id())));
    losses.add(DoubtfulMailboxes.Loss.NONE);
    losses.add(DoubtfulMailboxes.Loss.NOT_DONE);
    assertThat(send("<team@example.org>", MESSAGE)).isEqualTo(LATER);
    assertThat(send("<team@example.org>", MESSAGE)).isEqualTo(DELIVERED);
    assertThat(node.messages(bob, "INBOX")).hasSize(1);
    assertThat(node.messages(eve, "INBOX")).hasSize(1);
  }

  private String send(String recipient, String message) throws IOException {
    try (LineClient client = node.client()) {
      client.receive();
      for (String line :
          List.of("LHLO mta", "MAIL FROM:<ann@example.com>", "RCPT TO:" + recipient)) {
        client.send(line);
        for (String reply = client.receive(); reply.startsWith("250-"); reply = client.receive()) {}
      }
      client.raw(
          ("BDAT " + message.length() + " LAST\r\n" + message).getBytes(StandardCharsets.US_ASCII));
      return client.receive();
    }
  }
}
