package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.memory.MemoryNode;

/** AUTHENTICATE PLAIN through the mechanism's own reader. */
class AuthenticateTest {
  private final MemoryNode node = new MemoryNode(Clock.systemUTC());
  private TestClient client;

  @BeforeEach
  void connect() {
    node.account("fred");
    client = new TestClient(node);
    client.send("NOOP"); // the greeting comes with it
  }

  @AfterEach
  void close() {
    client.close();
    node.close();
  }

  private String authenticate(String message) {
    return client.send(
        "AUTHENTICATE PLAIN "
            + Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void wrongMessages_doNotLetIn() {
    assertThat(authenticate("fred fred")).startsWith("BAD");
    assertThat(authenticate("\0fred\0wrong")).startsWith("NO [AUTHENTICATIONFAILED]");
    assertThat(authenticate("other\0fred\0wrong")).startsWith("NO [AUTHENTICATIONFAILED]");
    assertThat(authenticate("other\0fred\0fred")).startsWith("NO [AUTHORIZATIONFAILED]");
    assertThat(client.send("LIST \"\" *")).startsWith("BAD");
  }

  @Test
  void rightMessage_letsIn() {
    assertThat(authenticate("fred\0fred\0fred")).startsWith("OK");
    assertThat(client.send("LIST \"\" INBOX")).endsWith("OK");
  }
}
