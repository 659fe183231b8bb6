package org.yubin.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Opens connections. TLS is for its cost, not for its protection: certificates are not looked at.
 */
final class Sockets {
  /** A server that says nothing for so long has failed the operation. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int CONNECT_MILLIS = 10_000;
  private static final SSLSocketFactory TRUSTING = trusting();

  private Sockets() {}

  static Socket open(String host, int port, boolean tls) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return tls ? TRUSTING.createSocket(socket, host, port, true) : socket;
  }

  private static SSLSocketFactory trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAll()}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS is part of every JDK", e);
    }
  }

  private static final class TrustsAll implements X509TrustManager {
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
