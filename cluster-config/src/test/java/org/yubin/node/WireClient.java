package org.yubin.node;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A blocking client for line protocols with IMAP literals: sends octets, reads whole responses. Not
 * thread safe.
 */
final class WireClient implements AutoCloseable {
  private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private int tags;

  WireClient(int port, int timeoutMillis) throws IOException {
    this(loopback(port), timeoutMillis);
  }

  WireClient(InetSocketAddress server, int timeoutMillis) throws IOException {
    socket.connect(server, timeoutMillis);
    socket.setSoTimeout(timeoutMillis);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out = socket.getOutputStream();
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** One response: its text with literals left out, and the literals. */
  record Response(String text, List<byte[]> literals) {}

  /** A tagged answer and the untagged responses before it. */
  record Answer(String status, String text, List<Response> untagged) {
    boolean ok() {
      return status.equals("OK");
    }
  }

  /** A client that has been greeted. */
  static WireClient imap(int port) throws IOException {
    return imap(loopback(port));
  }

  static WireClient imap(InetSocketAddress server) throws IOException {
    WireClient client = new WireClient(server, 60_000);
    client.response();
    return client;
  }

  static WireClient imap(int port, String user, String password) throws IOException {
    return imap(loopback(port), user, password);
  }

  static WireClient imap(InetSocketAddress server, String user, String password)
      throws IOException {
    WireClient client = imap(server);
    Answer login = client.command("LOGIN " + user + " " + password);
    if (!login.ok()) {
      throw new IOException("LOGIN: " + login.text());
    }
    return client;
  }

  void send(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  void send(String line) throws IOException {
    send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("closed by the server");
      }
      if (octet == '\n') {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      line.write(octet);
    }
  }

  Response response() throws IOException {
    StringBuilder text = new StringBuilder();
    List<byte[]> literals = new ArrayList<>();
    while (true) {
      String line = line();
      text.append(line);
      Matcher literal = LITERAL.matcher(line);
      if (!literal.find()) {
        return new Response(text.toString(), literals);
      }
      int octets = Integer.parseInt(literal.group(1));
      byte[] body = in.readNBytes(octets);
      if (body.length < octets) {
        throw new EOFException("closed within a literal");
      }
      literals.add(body);
    }
  }

  Answer command(String text) throws IOException {
    String tag = "t" + ++tags;
    send(tag + " " + text);
    return answer(tag);
  }

  /** APPEND with a non-synchronising literal. */
  Answer append(String mailbox, String flags, byte[] message) throws IOException {
    String tag = "t" + ++tags;
    send(tag + " APPEND " + mailbox + " " + flags + " {" + message.length + "+}");
    send(message);
    send("");
    return answer(tag);
  }

  private Answer answer(String tag) throws IOException {
    List<Response> untagged = new ArrayList<>();
    while (true) {
      Response response = response();
      if (response.text().startsWith(tag + " ")) {
        String rest = response.text().substring(tag.length() + 1);
        int blank = rest.indexOf(' ');
        return new Answer(blank < 0 ? rest : rest.substring(0, blank), rest, untagged);
      }
      untagged.add(response);
    }
  }

  /** Says one LMTP or SMTP line and returns the last line of the reply. */
  String smtp(String line) throws IOException {
    if (!line.isEmpty()) {
      send(line);
    }
    String reply = line();
    while (reply.length() > 3 && reply.charAt(3) == '-') {
      reply = line();
    }
    return reply;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
