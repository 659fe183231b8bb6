package org.yubin.node;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server (RFC 1035, UDP) that knows the IPv4 addresses of one name; anything else has no
 * records.
 */
final class NameServer implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int A = 1;
  private static final int ANSWER_AUTHORITATIVE = 0x8400;
  private static final int NAME_IN_QUESTION = 0xC000 | HEADER;

  private final DatagramSocket socket;
  private final String name;
  private final List<String> addresses;
  private final AtomicInteger asked = new AtomicInteger();

  private NameServer(DatagramSocket socket, String name, List<String> addresses) {
    this.socket = socket;
    this.name = name;
    this.addresses = List.copyOf(addresses);
  }

  static NameServer start(String name, List<String> addresses) throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    NameServer server = new NameServer(socket, name, addresses);
    Thread thread = new Thread(server::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How often it has been asked for its name's addresses. */
  int asked() {
    return asked.get();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    while (!socket.isClosed()) {
      try {
        socket.receive(packet);
        byte[] answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private byte[] answer(ByteBuffer query) {
    short id = query.getShort(0);
    query.position(HEADER);
    StringBuilder wanted = new StringBuilder();
    for (int length = query.get(); length != 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      wanted.append(new String(label, StandardCharsets.US_ASCII)).append('.');
    }
    int type = query.getShort();
    query.getShort(); // class
    boolean known = type == A && wanted.toString().equals(name + ".");
    if (known) {
      asked.incrementAndGet();
    }
    ByteBuffer out = ByteBuffer.allocate(512);
    out.putShort(id).putShort((short) ANSWER_AUTHORITATIVE).putShort((short) 1);
    out.putShort((short) (known ? addresses.size() : 0)).putShort((short) 0).putShort((short) 0);
    out.put(query.duplicate().flip().position(HEADER));
    if (known) {
      for (String address : addresses) {
        out.putShort((short) NAME_IN_QUESTION).putShort((short) A).putShort((short) 1);
        out.putInt(1).putShort((short) 4);
        for (String octet : address.split("\\.", -1)) {
          out.put((byte) Integer.parseInt(octet));
        }
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  @Override
  public void close() {
    socket.close();
  }
}
