package org.yubin.frontend.lmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.transcript.LineClient;

/** Clients that want to stay, or too many of one address. */
class HostileLmtpTest {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  /** Two connections of an address, and so long for a line. */
  private static LmtpNode node(Duration idle) {
    return new LmtpNode(
        new LmtpLimits(1_000, 2_000, 3, 40, idle, Duration.ofSeconds(5), 10, 2, 1_000));
  }

  @Test
  void oneTooManyOfAnAddress_isTurnedAway_untilAnotherGoes() throws IOException {
    try (LmtpNode node = node(Duration.ofMinutes(1))) {
      try (LineClient first = node.client();
          LineClient second = node.client()) {
        assertThat(first.receive()).startsWith("220 ");
        assertThat(second.receive()).startsWith("220 ");
        assertThat(greeting(node)).startsWith("421 4.3.2");
      }
      await().until(() -> greeting(node).startsWith("220 "));
    }
  }

  private static String greeting(LmtpNode node) throws IOException {
    try (LineClient next = node.client()) {
      return next.receive();
    }
  }

  @Test
  void octetNowAndThen_isNoLine() throws IOException {
    try (LmtpNode node = node(Duration.ofSeconds(1));
        LineClient client = node.client()) {
      client.receive();
      var unused = clock.scheduleAtFixedRate(() -> drip(client), 0, 50, TimeUnit.MILLISECONDS);
      assertThat(client.receive()).startsWith("421 4.4.2");
    }
  }

  private static void drip(LineClient client) {
    try {
      client.raw("x".getBytes(US_ASCII));
    } catch (IOException closed) {
      throw new IllegalStateException("no more is sent", closed); // ends the schedule
    }
  }
}
