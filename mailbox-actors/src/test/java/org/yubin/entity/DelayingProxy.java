package org.yubin.entity;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the driver and Cassandra, and can hold back one request that carries certain
 * octets, while all others go through: a write that times out at its writer, and lands when it is
 * let go.
 *
 * <p>Speaks version 4 of the native protocol, whose frames are nine octets of head, the last four
 * the length of the body.
 */
final class DelayingProxy implements AutoCloseable {
  private static final int HEAD = 9;

  private final ServerSocket server;
  private final InetSocketAddress cassandra;
  private final List<Socket> sockets = new ArrayList<>();
  private @Nullable Held next;

  /** A request that is held back. */
  static final class Held {
    private final byte[] carrying;
    private final CompletableFuture<Void> caught = new CompletableFuture<>();
    private @Nullable Runnable send;

    private Held(byte[] carrying) {
      this.carrying = carrying;
    }

    void caught() throws Exception {
      caught.get(20, TimeUnit.SECONDS);
    }

    /** Sends it now. */
    void land() {
      Runnable sender = send;
      if (sender == null) {
        throw new IllegalStateException("nothing was caught");
      }
      sender.run();
    }
  }

  DelayingProxy(InetSocketAddress cassandra) throws IOException {
    this.cassandra = cassandra;
    this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  String hostAndPort() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Holds back the next request with these octets in it. */
  synchronized Held hold(byte[] carrying) {
    Held held = new Held(carrying);
    next = held;
    return held;
  }

  private synchronized @Nullable Held match(byte[] body) {
    Held held = next;
    if (held == null || !contains(body, held.carrying)) {
      return null;
    }
    next = null;
    return held;
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket client = server.accept();
      Socket upstream = new Socket(cassandra.getAddress(), cassandra.getPort());
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      synchronized (this) {
        sockets.add(client);
        sockets.add(upstream);
      }
      thread(() -> requests(client, upstream));
      thread(() -> answers(upstream, client));
    }
  }

  private void requests(Socket client, Socket upstream) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = new BufferedOutputStream(upstream.getOutputStream(), 1 << 16);
    byte[] head = new byte[HEAD];
    while (true) {
      in.readFully(head);
      int length = ByteBuffer.wrap(head).getInt(HEAD - Integer.BYTES);
      byte[] frame = new byte[HEAD + length];
      System.arraycopy(head, 0, frame, 0, HEAD);
      in.readFully(frame, HEAD, length);
      Held held = match(frame);
      if (held == null) {
        send(out, frame);
      } else {
        held.send = () -> sendLate(out, frame);
        held.caught.complete(null);
      }
    }
  }

  private static void send(OutputStream out, byte[] frame) throws IOException {
    synchronized (out) {
      out.write(frame);
      out.flush();
    }
  }

  private static void sendLate(OutputStream out, byte[] frame) {
    try {
      send(out, frame);
    } catch (IOException failed) {
      throw new IllegalStateException("the connection of the held request is gone", failed);
    }
  }

  private static void answers(Socket from, Socket to) throws IOException {
    from.getInputStream().transferTo(to.getOutputStream());
  }

  private static boolean contains(byte[] body, byte[] part) {
    for (int i = 0; i + part.length <= body.length; i++) {
      if (Arrays.equals(body, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  private interface Work {
    void run() throws IOException;
  }

  /** A connection that ends, ends its thread: the driver opens another. */
  private static void thread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                Thread.currentThread().interrupt();
              }
            },
            "delaying-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
