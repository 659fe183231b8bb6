package org.yubin.frontend.imap.transcript;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A client that sends and receives lines over a socket. */
public final class LineClient implements AutoCloseable {
  /** Stands for the end of the connection. */
  public static final String CLOSED = "(closed)";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** Connects; nothing is read yet. */
  public LineClient(InetSocketAddress server) throws IOException {
    this(new Socket(server.getAddress(), server.getPort()));
  }

  /** Takes a connected socket. */
  public LineClient(Socket connected) throws IOException {
    socket = connected;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Sends a line and its end, as UTF-8. */
  public void send(String line) throws IOException {
    raw((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends octets. */
  public void raw(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /** The next line without its end, as ISO 8859-1; CLOSED at the end of the connection. */
  public String receive() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        return line.size() == 0 ? CLOSED : line.toString(StandardCharsets.ISO_8859_1);
      }
      if (octet == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(octet);
    }
  }

  /** Exactly so many octets. */
  public byte[] receive(int octets) throws IOException {
    return in.readNBytes(octets);
  }

  /** Sends a tagged command; gives all lines up to its tagged answer. */
  public List<String> command(String tag, String command) throws IOException {
    send(tag + " " + command);
    return until(tag);
  }

  /** All lines up to the answer with this tag. */
  public List<String> until(String tag) throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    do {
      line = receive();
      lines.add(line);
    } while (!line.startsWith(tag + " ") && !line.equals(CLOSED));
    return lines;
  }

  /** What has come and was not read. */
  public int unread() throws IOException {
    return in.available();
  }

  /** The socket itself. */
  public Socket socket() {
    return socket;
  }

  /** The same connection with TLS, by a handshake that begins now. */
  public LineClient secured(SSLSocketFactory trusting) throws IOException {
    SSLSocket tls = (SSLSocket) trusting.createSocket(socket, "localhost", socket.getPort(), true);
    tls.startHandshake();
    return new LineClient(tls);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
