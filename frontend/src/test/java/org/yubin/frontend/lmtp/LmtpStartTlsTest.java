package org.yubin.frontend.lmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.net.ServerKeys;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.persistence.directory.AccountRecord;

/** STARTTLS in LMTP (RFC 3207) over real sockets. */
class LmtpStartTlsTest {
  @TempDir private static Path folder;

  private static LmtpNode node;
  private static AccountRecord bob;
  private static InetSocketAddress address;

  @BeforeAll
  static void start() throws Exception {
    node = new LmtpNode(LmtpLimits.defaults());
    bob = node.account("bob", "bob");
    InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    address = LmtpNode.join(node.server().listenWithStartTls(free, ServerKeys.in(folder)));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static LineClient greeted() throws IOException {
    LineClient client = new LineClient(address);
    assertThat(client.receive()).startsWith("220 ");
    return client;
  }

  private static String say(LineClient client, String line) throws IOException {
    client.send(line);
    return client.receive();
  }

  private static List<String> lhlo(LineClient client) throws IOException {
    List<String> lines = new ArrayList<>(List.of(say(client, "LHLO mta.example.com")));
    while (lines.get(lines.size() - 1).startsWith("250-")) {
      lines.add(client.receive());
    }
    return lines;
  }

  /** RFC 3207 §5, and a message; §4.2: the session begins anew, and does not offer it again. */
  @Test
  void example() throws Exception {
    try (LineClient plain = greeted()) {
      assertThat(lhlo(plain)).last().isEqualTo("250 STARTTLS");
      assertThat(say(plain, "MAIL FROM:<ann@example.com>")).startsWith("250 ");
      assertThat(say(plain, "STARTTLS")).startsWith("220 2.0.0 ");
      LineClient client = plain.secured(ServerKeys.trusting());
      assertThat(say(client, "MAIL FROM:<ann@example.com>")).startsWith("503 5.5.1 ");
      assertThat(lhlo(client)).noneMatch(line -> line.contains("STARTTLS"));
      assertThat(say(client, "STARTTLS")).startsWith("503 5.5.1 ");
      assertThat(say(client, "MAIL FROM:<ann@example.com>")).startsWith("250 ");
      assertThat(say(client, "RCPT TO:<bob@example.org>")).startsWith("250 ");
      assertThat(say(client, "DATA")).startsWith("354 ");
      client.raw("x".repeat(70).concat("\r\n").repeat(5_000).getBytes(StandardCharsets.US_ASCII));
      assertThat(say(client, ".")).startsWith("250 2.1.5 ");
      assertThat(say(client, "QUIT")).startsWith("221 ");
      assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
    }
    assertThat(node.messages(bob, "INBOX")).hasSize(1);
  }

  /** What comes behind STARTTLS in the clear is never run, before or after TLS. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "STARTTLS\r\nNOOP\r\n",
        "STARTTLS\r\nNO",
        "STARTTLS\r\n\r\n",
        "NOOP\r\nSTARTTLS\r\nX"
      })
  void whatFollowsInTheClear_endsTheConnection(String injected) throws IOException {
    try (LineClient client = greeted()) {
      lhlo(client);
      client.raw(injected.getBytes(StandardCharsets.US_ASCII));
      String line = client.receive();
      if (injected.startsWith("NOOP")) {
        assertThat(line).startsWith("250 ");
        line = client.receive();
      }
      assertThat(line).startsWith("421 4.7.0 ");
      assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
    }
  }

  @Test
  void plainTextInsteadOfAHandshake_endsTheConnection() throws IOException {
    try (LineClient client = greeted()) {
      lhlo(client);
      assertThat(say(client, "STARTTLS")).startsWith("220 ");
      client.send("LHLO mta.example.com");
      assertThat(client.receive()).doesNotStartWith("250");
      await().until(() -> client.receive().equals(LineClient.CLOSED));
    }
  }

  @Test
  void refusedForms_leaveTheSessionAsItIs() throws IOException {
    try (LineClient client = greeted()) {
      assertThat(say(client, "STARTTLS")).startsWith("503 5.5.1 ");
      lhlo(client);
      assertThat(say(client, "STARTTLS now")).startsWith("501 5.5.4 ");
      assertThat(say(client, "MAIL FROM:<ann@example.com>")).startsWith("250 ");
    }
  }

  @Test
  void withoutACertificate_itIsNotOffered() throws IOException {
    try (LineClient client = node.client()) {
      client.receive();
      assertThat(lhlo(client)).noneMatch(line -> line.contains("STARTTLS"));
      assertThat(say(client, "STARTTLS")).startsWith("502 5.5.1 ");
    }
  }
}
