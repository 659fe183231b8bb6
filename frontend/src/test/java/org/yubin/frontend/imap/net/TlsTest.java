package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;

class TlsTest {
  @TempDir private Path folder;

  @Test
  void passwords_areTakenOverTls() throws Exception {
    try (MemoryServer server =
            new MemoryServer(
                ImapLimits.defaults(), services -> services, Optional.of(ServerKeys.in(folder)));
        LineClient client = new LineClient(tlsSocket(server.address()))) {
      assertThat(client.receive()).contains(" AUTH=PLAIN ").doesNotContain("LOGINDISABLED");
      TranscriptServer.Login login = server.newAccount();
      assertThat(client.command("t1", "LOGIN " + login.name() + " " + login.password()))
          .last()
          .asString()
          .startsWith("t1 OK")
          .doesNotContain("AUTH=");
      client.send("t2 APPEND INBOX {1000000}");
      assertThat(client.receive()).startsWith("+");
      client.raw(new byte[1_000_000]);
      client.send("");
      assertThat(client.until("t2")).last().asString().startsWith("t2 OK");
      assertThat(client.command("t3", "LOGOUT")).last().asString().startsWith("t3 OK");
      assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
    }
  }

  @Test
  void passwords_areNotTakenWithoutTls() throws IOException {
    try (MemoryServer server = new MemoryServer(ImapLimits.defaults());
        LineClient client = new LineClient(server.address())) {
      assertThat(client.receive())
          .contains("LOGINDISABLED")
          .doesNotContain("AUTH=PLAIN", "STARTTLS");
      TranscriptServer.Login login = server.newAccount();
      assertThat(client.command("t1", "LOGIN " + login.name() + " " + login.password()))
          .last()
          .asString()
          .startsWith("t1 NO [PRIVACYREQUIRED]");
      assertThat(client.command("t2", "AUTHENTICATE PLAIN"))
          .last()
          .asString()
          .startsWith("t2 NO [PRIVACYREQUIRED]");
      assertThat(client.command("t3", "SELECT INBOX")).last().asString().startsWith("t3 BAD");
    }
  }

  private static Socket tlsSocket(InetSocketAddress address) throws Exception {
    return ServerKeys.trusting().createSocket(address.getAddress(), address.getPort());
  }
}
