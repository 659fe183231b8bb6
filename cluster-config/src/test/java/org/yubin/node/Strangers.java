package org.yubin.node;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/** What becomes of somebody who connects to the ports between nodes, with or without TLS. */
final class Strangers {
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int SUPPORTED = 6;

  private Strangers() {}

  /** Whether Cassandra answers an OPTIONS request. */
  static boolean areHeard(InetSocketAddress cql, SocketFactory sockets) {
    try (Socket socket = connected(cql, sockets)) {
      socket.getOutputStream().write(new byte[] {4, 0, 0, 0, 5, 0, 0, 0, 0});
      byte[] header = new byte[9];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return header[4] == SUPPORTED;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Whether Artery goes on listening to one who opens a control stream; it never answers there. */
  static boolean areKept(InetSocketAddress artery, SocketFactory sockets) {
    try (Socket socket = connected(artery, sockets)) {
      socket.getOutputStream().write("AKKA\1".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
      return false;
    } catch (SocketTimeoutException listens) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static Socket connected(InetSocketAddress to, SocketFactory sockets) throws IOException {
    Socket socket = sockets.createSocket();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(to, TIMEOUT_MILLIS);
    return socket;
  }
}
