package org.yubin.frontend.imap.random;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yubin.frontend.imap.transcript.LineClient;

/** A connection that gives whole responses, literals included: octets as characters. */
public final class Wire implements AutoCloseable {
  /** In a command: what follows waits for a continuation. */
  static final char WAIT = '\u0003';

  private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");
  private final LineClient client;

  /** Connects, and reads the greeting. */
  public Wire(InetSocketAddress server) throws IOException {
    client = new LineClient(server);
    client.receive();
  }

  public void send(String octets) throws IOException {
    client.raw(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  public String response() throws IOException {
    String line = client.receive();
    StringBuilder response = new StringBuilder(line);
    Matcher literal = LITERAL.matcher(line);
    while (literal.find()) {
      byte[] octets = client.receive(Integer.parseInt(literal.group(1)));
      line = client.receive();
      response.append("\r\n").append(new String(octets, StandardCharsets.ISO_8859_1)).append(line);
      literal = LITERAL.matcher(line);
    }
    return response.toString();
  }

  boolean hasUnread() throws IOException {
    return client.unread() > 0;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  // ---- mailbox names (RFC 3501 §5.1.3): of these tests, whose only odd letters are two ----

  /** A name, or pattern, in modified UTF-7. */
  static String utf7(String name) {
    return name.replace("&", "&-").replace("ü", "&APw-");
  }

  /** A name as the server writes it: bare if it is an atom. */
  static String mailbox(String name) {
    String wire = utf7(name);
    return wire.contains(" ") ? Entity.quoted(wire) : wire;
  }
}
