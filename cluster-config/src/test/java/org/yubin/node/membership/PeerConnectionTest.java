package org.yubin.node.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerConnectionTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private ServerSocket listening;
  private PeerConnection connection;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listening.setSoTimeout((int) SOON.toMillis());
    connection =
        new PeerConnection(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    listening.close();
  }

  @Test
  void peerThatListens_isNotRefused_evenIfItTakesNobodyIn() {
    for (int i = 0; i < 20; i++) {
      assertThat(connection.isRefused()).isFalse();
    }
  }

  @Test
  void peerThatEnds_isRefused() throws Exception {
    assertThat(connection.isRefused()).isFalse();
    Socket held = listening.accept();

    listening.close();
    held.close();

    await().atMost(SOON).until(connection::isRefused);
  }

  @Test
  void peerThatClosesTheConnectionOnly_isConnectedToAgain() throws Exception {
    assertThat(connection.isRefused()).isFalse();
    listening.accept().close();
    await().atMost(SOON).until(() -> !connection.isRefused() && hasComer());
    assertThat(connection.isRefused()).isFalse();
  }

  /** Whether somebody waits to be accepted; then it is accepted, and the next one looked for. */
  private boolean hasComer() throws IOException {
    listening.setSoTimeout(50);
    try (Socket comer = listening.accept()) {
      return comer.isConnected();
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }

  @Test
  void peerThatListensAgain_isRefusedNoLonger() throws Exception {
    listening.close();
    await().atMost(SOON).until(connection::isRefused);

    try (ServerSocket restarted = new ServerSocket()) {
      restarted.setReuseAddress(true);
      restarted.bind(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
      await().atMost(SOON).until(() -> !connection.isRefused());
    }
  }
}
