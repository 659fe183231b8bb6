package org.yubin.node.transfer;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the values of a server's responses (RFC 3501 §9): an atom or a quoted string is a {@link
 * String} of its octets, a list a {@link List}, a literal a {@link Spooled}, which is read from the
 * connection at once and not held in memory if it is large. Lenient, as clients must be.
 */
final class ImapValues {
  private static final int MAX_TEXT_OCTETS = 1024 * 1024;
  private static final int MAX_DEPTH = 32;

  private final InputStream in;
  private int peeked = -2;

  ImapValues(InputStream in) {
    this.in = in;
  }

  private int peek() throws IOException {
    if (peeked == -2) {
      peeked = in.read();
      if (peeked < 0) {
        throw new EOFException("the server has closed the connection");
      }
    }
    return peeked;
  }

  private int next() throws IOException {
    int octet = peek();
    peeked = -2;
    return octet;
  }

  /** A word up to a blank or the line's end; the blank is taken too. */
  String word() throws IOException {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    while (peek() != ' ' && peek() != '\r' && peek() != '\n') {
      put(word, next());
    }
    if (peek() == ' ') {
      next();
    }
    return word.toString(StandardCharsets.ISO_8859_1);
  }

  /** The rest of the line, and its end. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet = next();
    while (octet != '\n') {
      put(line, octet);
      octet = next();
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** All values up to the line's end, which is taken. */
  List<Object> values() throws IOException {
    List<Object> values = new ArrayList<>();
    while (true) {
      int octet = peek();
      if (octet == '\n') {
        next();
        return values;
      }
      if (octet == ' ' || octet == '\r' || octet == ')') {
        next();
      } else {
        values.add(value(0));
      }
    }
  }

  private Object value(int depth) throws IOException {
    return switch (peek()) {
      case '(' -> list(depth);
      case '"' -> quoted();
      case '{' -> literal();
      default -> atom();
    };
  }

  private List<Object> list(int depth) throws IOException {
    if (depth == MAX_DEPTH) {
      throw new IOException("the server nests lists more than " + MAX_DEPTH + " deep");
    }
    next();
    List<Object> list = new ArrayList<>();
    while (peek() != ')') {
      if (peek() == ' ') {
        next();
      } else if (peek() == '\r' || peek() == '\n') {
        return list;
      } else {
        list.add(value(depth + 1));
      }
    }
    next();
    return list;
  }

  private String quoted() throws IOException {
    next();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int octet = next(); octet != '"'; octet = next()) {
      put(text, octet == '\\' ? next() : octet);
    }
    return text.toString(StandardCharsets.ISO_8859_1);
  }

  private Spooled literal() throws IOException {
    next();
    StringBuilder size = new StringBuilder();
    for (int octet = next(); octet != '}'; octet = next()) {
      size.append((char) octet);
    }
    String end = line();
    if (!end.isEmpty() || !size.toString().matches("\\d{1,18}\\+?")) {
      throw new IOException("literal: {" + size + "}" + end + " (expected: {OCTETS})");
    }
    BoundedInputStream octets =
        new BoundedInputStream(in, Long.parseLong(size.toString().replace("+", "")));
    Spooled spooled = Spooled.of(octets);
    if (octets.left() > 0) {
      spooled.close();
      throw new EOFException("the server has closed the connection within a message");
    }
    return spooled;
  }

  /** An atom, with what stands in brackets: {@code BODY[HEADER.FIELDS (To)]}. */
  private String atom() throws IOException {
    ByteArrayOutputStream atom = new ByteArrayOutputStream();
    boolean brackets = false;
    while (peek() != '\r' && peek() != '\n') {
      int octet = peek();
      if (!brackets && (octet == ' ' || octet == '(' || octet == ')')) {
        break;
      }
      brackets = octet == '[' || (brackets && octet != ']');
      put(atom, next());
    }
    return atom.toString(StandardCharsets.ISO_8859_1);
  }

  private static void put(ByteArrayOutputStream text, int octet) throws IOException {
    if (text.size() == MAX_TEXT_OCTETS) {
      throw new IOException("the server sends a text of more than 1 MiB");
    }
    text.write(octet);
  }

  /** The octets of a string, whatever its form. */
  static byte[] octets(Object value) throws IOException {
    if (value instanceof Spooled spooled) {
      try (spooled;
          InputStream in = spooled.open()) {
        return in.readNBytes(MAX_TEXT_OCTETS);
      }
    }
    return value.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
