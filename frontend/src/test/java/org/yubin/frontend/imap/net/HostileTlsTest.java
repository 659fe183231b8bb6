package org.yubin.frontend.imap.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.ImapLimits.Strangers;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;

/** What can go wrong with TLS ends one connection, within a time, and no other. */
class HostileTlsTest {
  private static final Duration HANDSHAKE = Duration.ofMillis(500);
  private static final int TLS_HEADER_OCTETS = 5;

  @TempDir private Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();
  private MemoryServer server;
  private LineClient bystander;

  @BeforeEach
  void start() throws Exception {
    Strangers usual = Strangers.defaults();
    ImapLimits limits =
        ImapLimits.defaults()
            .withStrangers(
                new Strangers(
                    usual.maxLoginOctets(),
                    HANDSHAKE,
                    usual.commandTimeout(),
                    usual.messageOctets(),
                    usual.maxHeldOctets()));
    server = new MemoryServer(limits, services -> services, Optional.of(ServerKeys.in(folder)));
    open.add(server);
    bystander = new LineClient(over(plain()));
    open.add(bystander);
    assertThat(bystander.receive()).startsWith("* OK");
  }

  @AfterEach
  void othersHaveNoticedNothing() throws Exception {
    assertThat(bystander.command("b", "NOOP")).last().asString().startsWith("b OK");
    await().untilAsserted(() -> assertThat(server.server().connections()).isEqualTo(1));
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private Socket plain() throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(10_000);
    open.add(socket);
    return socket;
  }

  private static SSLSocket over(Socket socket) throws Exception {
    return (SSLSocket)
        ServerKeys.trusting().createSocket(socket, "localhost", socket.getPort(), true);
  }

  /** Reads on until the server closes; gives how many octets came. */
  private static int drain(Socket socket) {
    int octets = 0;
    try {
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        octets++;
      }
    } catch (SocketTimeoutException stillOpen) {
      throw new AssertionError("still open", stillOpen);
    } catch (IOException reset) {
      return octets; // closed as well
    }
    return octets;
  }

  @Test
  void handshakesThatNeverBegin_areClosed() throws Exception {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      silent.add(plain());
    }
    for (Socket one : silent) {
      assertThat(drain(one)).isZero();
    }
  }

  @Test
  void handshakeThatStopsHalfway_isClosed() throws Exception {
    Socket half = plain();
    half.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1});
    drain(half);
  }

  @Test
  void plainText_isNoHandshake() throws Exception {
    Socket plain = plain();
    plain.getOutputStream().write("a1 LOGIN a b\r\n".repeat(100).getBytes(US_ASCII));
    assertThat(drain(plain)).as("an alert, no answer").isLessThan(20);
  }

  @Test
  void garbageBehindTheHandshake_endsIt() throws Exception {
    Socket under = plain();
    try (SSLSocket tls = over(under)) {
      LineClient client = new LineClient(tls);
      assertThat(client.receive()).startsWith("* OK");
      byte[] record = new byte[TLS_HEADER_OCTETS + 64];
      record[0] = 23;
      record[1] = 3;
      record[2] = 3;
      record[4] = 64;
      under.getOutputStream().write(record);
      drain(under);
    }
  }
}
