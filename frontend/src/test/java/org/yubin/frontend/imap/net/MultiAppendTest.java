package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;

/** What transcripts cannot show of an APPEND of several messages (RFC 3502). */
class MultiAppendTest {
  private final MemoryServer server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true));
  private LineClient client;

  @BeforeEach
  void login() throws IOException {
    client = new LineClient(server.address());
    client.receive();
    String name = server.newAccount().name();
    client.command("l", "LOGIN " + name + " " + name);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  private void assertMessages(int expected) throws IOException {
    assertThat(client.command("s", "STATUS INBOX (MESSAGES)"))
        .startsWith("* STATUS INBOX (MESSAGES " + expected + ")");
  }

  @Test
  void storeThatFailsInTheMiddle_leavesNone() throws IOException {
    client.send("a APPEND INBOX {5}");
    assertThat(client.receive()).startsWith("+");
    client.send("Hello {5}");
    assertThat(client.receive()).startsWith("+");
    server.node().messages().full = true;
    client.send("Hello {5+}\r\nHello {5}");
    assertThat(client.receive()).startsWith("a NO [UNAVAILABLE]");
    server.node().messages().full = false;
    assertMessages(0);
  }

  @Test
  void asManyAsMay_areTaken_andNotOneMore() throws IOException {
    String ten = " {1+}\r\nx".repeat(10_000);
    client.raw(("a APPEND INBOX" + ten + "\r\n").getBytes(StandardCharsets.US_ASCII));
    List<String> answer = client.until("a");
    assertThat(answer).hasSize(1);
    assertThat(answer.get(0)).matches("a OK \\[APPENDUID \\d+ 1:10000] .*");
    client.raw(("b APPEND INBOX" + ten + " {1+}\r\nx\r\n").getBytes(StandardCharsets.US_ASCII));
    assertThat(client.until("b")).singleElement().asString().startsWith("b NO [LIMIT]");
    assertMessages(10_000);
  }

  @Test
  void clientThatLeavesInTheMiddle_leavesNone() throws IOException {
    client.send("a APPEND INBOX {5+}\r\nHello {500+}\r\nHel");
    client.close();
    login();
    assertMessages(0);
  }
}
