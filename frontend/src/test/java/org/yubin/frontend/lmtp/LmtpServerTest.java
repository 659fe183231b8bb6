package org.yubin.frontend.lmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.persistence.directory.AccountRecord;

/** What is said over a socket, and what is answered. */
class LmtpServerTest {
  private static final LmtpLimits LIMITS =
      new LmtpLimits(1_000, 2_000, 3, 40, Duration.ofMinutes(1), Duration.ofSeconds(5), 4);

  private final LmtpNode node = new LmtpNode(LIMITS);

  @BeforeEach
  void makeAccounts() {
    AccountRecord bob = node.account("bob", "bob");
    AccountRecord eve = node.account("eve", "eve", "j\u00fcrgen");
    node.account("off", "off");
    LmtpNode.join(node.directory().setEnabled("off", false));
    LmtpNode.join(node.directory().addAlias("team@example.org", List.of(bob.id(), eve.id())));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  static Stream<Arguments> dialogues() {
    return new TreeMap<>(Dialogues.ALL)
        .entrySet().stream()
            .flatMap(
                row ->
                    Stream.of(Dialogue.Manner.values())
                        .map(manner -> Arguments.of(row.getKey(), manner, row.getValue())));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("dialogues")
  void dialogue(String name, Dialogue.Manner manner, String text) throws IOException {
    try (LineClient client = node.client()) {
      Dialogue.of(text).run(client, manner);
    }
  }

  @Test
  void tooManyBadCommands_endTheSession() throws IOException {
    try (LineClient client = node.client()) {
      client.receive();
      for (int i = 1; i < LIMITS.maxBadCommands(); i++) {
        client.send("WHAT");
        assertThat(client.receive()).startsWith("500 5.5.2");
      }
      client.send("WHAT");
      assertThat(client.receive()).startsWith("421 4.7.0");
      assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
    }
  }

  @Test
  void tenThousandPipelinedCommands_areAnswered() throws IOException {
    try (LineClient client = node.client()) {
      client.raw(("NOOP\r\n".repeat(10_000) + "QUIT\r\n").getBytes(StandardCharsets.US_ASCII));
      assertThat(client.receive()).startsWith("220 ");
      for (int i = 0; i < 10_000; i++) {
        assertThat(client.receive()).isEqualTo("250 2.0.0 Ok");
      }
      assertThat(client.receive()).startsWith("221 ");
    }
  }

  @Test
  void clientThatReadsNoAnswers_isReadNoMore() throws IOException {
    ByteBuffer noops =
        ByteBuffer.wrap("NOOP\r\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
    try (SocketChannel client = SocketChannel.open(node.address())) {
      client.configureBlocking(false);
      await()
          .atMost(Duration.ofSeconds(20))
          .during(Duration.ofSeconds(1))
          .until(() -> client.write(noops.duplicate()) == 0);
    }
  }

  @Test
  void connectionOverTheLimit_isToldSo() throws IOException {
    List<LineClient> open = new ArrayList<>();
    try {
      for (int i = 0; i < LIMITS.maxConnections(); i++) {
        open.add(node.client());
        assertThat(open.get(i).receive()).startsWith("220 ");
      }
      try (LineClient surplus = node.client()) {
        assertThat(surplus.receive()).startsWith("421 4.3.2");
        assertThat(surplus.receive()).isEqualTo(LineClient.CLOSED);
      }
      open.get(0).close();
      await()
          .untilAsserted(
              () -> {
                try (LineClient next = node.client()) {
                  assertThat(next.receive()).startsWith("220 ");
                }
              });
    } finally {
      for (LineClient client : open) {
        client.close();
      }
    }
  }

  @Test
  void idleClient_isSentAway() throws IOException {
    LmtpLimits hasty =
        new LmtpLimits(1_000, 2_000, 3, 40, Duration.ofSeconds(1), Duration.ofSeconds(5), 4);
    try (LmtpNode idle = new LmtpNode(hasty);
        LineClient client = idle.client()) {
      assertThat(client.receive()).startsWith("220 ");
      assertThat(client.receive()).startsWith("421 4.4.2");
      assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
    }
  }

  @Test
  void stop_saysSo_betweenTransactions() throws IOException {
    try (LineClient idle = node.client();
        LineClient sending = node.client()) {
      idle.receive();
      sending.receive();
      sending.raw(
          "LHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\nSubject: x\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      while (!sending.receive().startsWith("354 ")) {}
      CompletionStage<Void> stopped = node.server().stop();
      assertThat(idle.receive()).startsWith("421 4.3.2");
      assertThat(idle.receive()).isEqualTo(LineClient.CLOSED);
      sending.raw("\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(sending.receive()).startsWith("250 2.1.5");
      assertThat(sending.receive()).startsWith("421 4.3.2");
      assertThat(sending.receive()).isEqualTo(LineClient.CLOSED);
      LmtpNode.join(stopped);
    }
  }
}
