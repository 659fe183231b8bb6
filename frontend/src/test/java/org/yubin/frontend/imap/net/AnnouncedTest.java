package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/** A live server announces what docs/rfc-support.md says, in every place where it says it. */
class AnnouncedTest {
  private static final Path DOCUMENT = Path.of("../docs/rfc-support.md");

  @TempDir private Path folder;

  /** A client that begins in plain text, secures the connection by STARTTLS, and logs in. */
  @Test
  void withoutTls_thenUnderIt_thenAfterTheLogin() throws Exception {
    try (MemoryServer server = new MemoryServer(ImapLimits.defaults())) {
      InetSocketAddress address =
          server
              .server()
              .listenWithStartTls(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ServerKeys.in(folder))
              .toCompletableFuture()
              .join();
      try (LineClient plain = new LineClient(address)) {
        String first = documented("before the login, without TLS");
        assertThat(plain.receive()).startsWith("* OK [CAPABILITY " + first + "] ");
        assertThat(asked(plain)).isEqualTo(first);
        assertThat(plain.command("s", "STARTTLS")).hasSize(1).first().asString().contains(" OK ");
        Socket socket = plain.socket();
        LineClient client =
            new LineClient(
                ServerKeys.trusting().createSocket(socket, "localhost", socket.getPort(), true));
        assertThat(asked(client)).isEqualTo(documented("before the login, under TLS"));
        TranscriptServer.Login login = server.newAccount();
        String last = documented("after the login");
        assertThat(client.command("a", "LOGIN " + login.name() + " " + login.password()))
            .singleElement()
            .asString()
            .startsWith("a OK [CAPABILITY " + last + "] ");
        assertThat(asked(client)).isEqualTo(last);
        client.command("b", "SELECT INBOX");
        assertThat(asked(client)).isEqualTo(last);
      }
    }
  }

  private static String asked(LineClient client) throws IOException {
    List<String> answer = client.command("c", "CAPABILITY");
    assertThat(answer).hasSize(2);
    assertThat(answer.get(0)).startsWith("* CAPABILITY ");
    return answer.get(0).substring("* CAPABILITY ".length());
  }

  private static String documented(String when) throws IOException {
    for (String line : Files.readAllLines(DOCUMENT)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 4 && cells[1].strip().equals(when)) {
        return cells[2].replace("`", "").strip();
      }
    }
    throw new AssertionError(DOCUMENT + ": no row \"" + when + "\"");
  }
}
