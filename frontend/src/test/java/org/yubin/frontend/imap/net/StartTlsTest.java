package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;

/** STARTTLS (RFC 3501 §6.2.1) over real sockets. */
class StartTlsTest {
  @TempDir private static Path folder;

  private static MemoryServer server;
  private static InetSocketAddress address;

  @BeforeAll
  static void start() throws Exception {
    SslContext tls = ServerKeys.in(folder);
    server = new MemoryServer(ImapLimits.defaults());
    server.account("joe", "password");
    address =
        server
            .server()
            .listenWithStartTls(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), tls)
            .toCompletableFuture()
            .join();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static LineClient greeted() throws IOException {
    LineClient client = new LineClient(address);
    assertThat(client.receive()).startsWith("* OK [CAPABILITY IMAP4rev1 ").contains(" STARTTLS");
    return client;
  }

  /** The example of the RFC. */
  @Test
  void example() throws Exception {
    try (LineClient plain = greeted()) {
      assertThat(plain.command("a001", "CAPABILITY").get(0))
          .contains(" STARTTLS", " LOGINDISABLED", " AUTH=SCRAM-SHA-256")
          .doesNotContain("AUTH=PLAIN", "AUTH=LOGIN");
      assertThat(plain.command("a002", "STARTTLS")).hasSize(1).first().asString().contains(" OK ");
      LineClient client = plain.secured(ServerKeys.trusting());
      assertThat(client.command("a003", "CAPABILITY").get(0))
          .contains(" AUTH=PLAIN", " AUTH=LOGIN", " AUTH=SCRAM-SHA-256")
          .doesNotContain("STARTTLS", "LOGINDISABLED");
      assertThat(client.command("a004", "STARTTLS").get(0)).startsWith("a004 BAD");
      assertThat(client.command("a005", "LOGIN joe password").get(0)).startsWith("a005 OK");
      assertThat(client.command("a006", "STARTTLS").get(0)).startsWith("a006 BAD");
      client.send("a007 APPEND INBOX {300000}");
      assertThat(client.receive()).startsWith("+");
      client.raw(new byte[300_000]);
      client.send("");
      assertThat(client.until("a007")).last().asString().startsWith("a007 OK");
      assertThat(client.command("a008", "LOGOUT")).last().asString().startsWith("a008 OK");
      assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
    }
  }

  /** CVE-2011-0411: what comes behind STARTTLS in the clear is never run, before or after TLS. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a1 STARTTLS\r\na2 NOOP\r\n",
        "a1 STARTTLS\r\na2 NO",
        "a1 STARTTLS\r\n\r\n",
        "a1 STARTTLS\r\na2 LOGIN {3}\r\n",
        "a1 NOOP\r\na2 STARTTLS\r\na3 LOGOUT\r\n"
      })
  void commandsBehindIt_endTheConnection(String injected) throws IOException {
    try (LineClient client = greeted()) {
      client.raw(injected.getBytes(StandardCharsets.US_ASCII));
      String line = client.receive();
      if (line.startsWith("a1 OK") && injected.contains("a1 NOOP")) {
        line = client.receive();
      }
      assertThat(line).startsWith("* BYE");
      assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
    }
  }

  @Test
  void plainTextInsteadOfAHandshake_endsTheConnection() throws IOException {
    try (LineClient client = greeted()) {
      assertThat(client.command("a1", "STARTTLS").get(0)).startsWith("a1 OK");
      client.send("a2 NOOP");
      assertThat(client.receive()).doesNotStartWith("a2");
      await().until(() -> client.receive().equals(LineClient.CLOSED));
    }
  }

  @Test
  void refusedForms_leaveTheSessionAsItIs() throws IOException {
    try (LineClient client = greeted()) {
      assertThat(client.command("a1", "STARTTLS x").get(0)).startsWith("a1 BAD");
      assertThat(client.command("a2", "LOGIN joe password").get(0))
          .startsWith("a2 NO [PRIVACYREQUIRED]");
      assertThat(client.command("a3", "AUTHENTICATE LOGIN").get(0))
          .startsWith("a3 NO [PRIVACYREQUIRED]");
      assertThat(client.command("a4", "NOOP").get(0)).startsWith("a4 OK");
    }
  }
}
