package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;

/** SCRAM with a client that is not ours, which checks the server's signature. */
class ScramClientTest {
  private static MemoryServer server;

  @BeforeAll
  static void start() {
    server = new MemoryServer(ImapLimits.defaults());
    server.account("user", "pencil");
    server.account("j\u00f6rg", "p\u00e4ssw\u00f6rd \u00bd");
    server.account("a,b=c", "pencil");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ScramClient scram(String mechanism, String name, String password) {
    return ScramClient.builder()
        .advertisedMechanisms(List.of(mechanism))
        .username(name)
        .password(password.toCharArray())
        .stringPreparation(StringPreparation.SASL_PREPARATION)
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String challenge(String line) {
    assertThat(line).startsWith("+ ");
    return new String(Base64.getDecoder().decode(line.substring(2)), StandardCharsets.UTF_8);
  }

  /** Without TLS, where no password may be sent. */
  private static String authenticate(ScramClient scram, boolean atOnce) throws Exception {
    try (LineClient client = new LineClient(server.address())) {
      assertThat(client.receive()).contains(" AUTH=" + scram.getScramMechanism().getName());
      String first = base64(scram.clientFirstMessage().toString());
      String command = "a1 AUTHENTICATE " + scram.getScramMechanism().getName();
      client.send(atOnce ? command + " " + first : command);
      if (!atOnce) {
        assertThat(challenge(client.receive())).isEmpty();
        client.send(first);
      }
      scram.serverFirstMessage(challenge(client.receive()));
      client.send(base64(scram.clientFinalMessage().toString()));
      String line = client.receive();
      if (line.startsWith("+")) {
        scram.serverFinalMessage(challenge(line));
        client.send("");
        line = client.receive();
      }
      assertThat(client.command("a2", "SELECT INBOX"))
          .last()
          .asString()
          .startsWith(line.startsWith("a1 OK") ? "a2 OK" : "a2 BAD");
      return line;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256"})
  void rightPassword_letsIn(String mechanism) throws Exception {
    assertThat(authenticate(scram(mechanism, "user", "pencil"), true)).startsWith("a1 OK");
    assertThat(authenticate(scram(mechanism, "user", "pencil"), false)).startsWith("a1 OK");
    assertThat(authenticate(scram(mechanism, "a,b=c", "pencil"), true)).startsWith("a1 OK");
    assertThat(authenticate(scram(mechanism, "j\u00f6rg", "p\u00e4ssw\u00f6rd 1\u20442"), true))
        .startsWith("a1 OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256"})
  void wrongPasswordAndUnknownName_endAlike(String mechanism) throws Exception {
    String wrong = authenticate(scram(mechanism, "user", "pen"), true);
    assertThat(wrong).startsWith("a1 NO [AUTHENTICATIONFAILED]");
    assertThat(authenticate(scram(mechanism, "nobody", "pencil"), true)).isEqualTo(wrong);
  }

  /** RFC 5530 §3: AUTHORIZATIONFAILED is for who has proven to be somebody. */
  @Test
  void actingForAnother_isRefusedBehindTheProof() throws Exception {
    assertThat(authenticate(forRoot("pencil"), true)).startsWith("a1 NO [AUTHORIZATIONFAILED]");
    assertThat(authenticate(forRoot("pen"), true)).startsWith("a1 NO [AUTHENTICATIONFAILED]");
  }

  private static ScramClient forRoot(String password) {
    return ScramClient.builder()
        .advertisedMechanisms(List.of("SCRAM-SHA-256"))
        .username("user")
        .password(password.toCharArray())
        .authzid("root")
        .build();
  }

  @Test
  void passwordsOverPlainConnections_areStillRefused() throws IOException {
    try (LineClient client = new LineClient(server.address())) {
      assertThat(client.receive()).doesNotContain("AUTH=PLAIN", "AUTH=LOGIN");
    }
  }
}
