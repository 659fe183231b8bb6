package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A TLS client that asks for a handshake again and again. */
final class HostileTls {
  private HostileTls() {}

  /** In TLS 1.2 a client may ask; the server has to refuse. */
  static void handshakesOneAfterTheOther(int port) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustAll()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThat(socket.getInputStream().read()).isEqualTo('*');
      int again = 0;
      try {
        for (; again < 100; again++) {
          socket.startHandshake();
          socket
              .getOutputStream()
              .write("a NOOP\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          while (socket.getInputStream().read() != '\n') {
            // Up to the end of a line.
          }
        }
      } catch (IOException refused) {
        assertThat(refused).isNotInstanceOf(java.net.SocketTimeoutException.class);
      }
      assertThat(again).as("handshakes after the first").isLessThan(3);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
