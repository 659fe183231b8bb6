package org.yubin.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads lines and IMAP responses from a socket, in large gulps. */
public final class WireReader {
  private static final int MAX_LINE_OCTETS = 16 * 1024 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[64 * 1024];
  private int from;
  private int to;

  public WireReader(InputStream in) {
    this.in = in;
  }

  /** The next line without its CRLF, as ISO 8859-1. */
  public String line() throws IOException {
    int at = from;
    while (true) {
      while (at < to && buffer[at] != '\n') {
        at++;
      }
      if (at < to) {
        int end = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
        String line = Response.ascii(buffer, from, end);
        from = at + 1;
        return line;
      }
      int seen = at - from;
      if (seen > MAX_LINE_OCTETS) {
        throw new IOException("line: more than " + MAX_LINE_OCTETS + " octets");
      }
      fill();
      at = from + seen;
    }
  }

  /** The next response with all its literals. */
  public Response response() throws IOException {
    String line = line();
    long size = literalSize(line);
    if (size < 0) {
      return new Response(line, List.of());
    }
    StringBuilder text = new StringBuilder(line);
    List<byte[]> literals = new ArrayList<>();
    while (size >= 0) {
      literals.add(octets(size));
      String more = line();
      text.append(more);
      size = literalSize(more);
    }
    return new Response(text.toString(), literals);
  }

  /** The size of the literal (or literal8) whose header ends this line; -1 if none does. */
  static long literalSize(String line) {
    int open = line.endsWith("}") ? line.lastIndexOf('{') : -1;
    if (open < 0 || open + 2 > line.length() - 1) {
      return -1;
    }
    long size = 0;
    for (int i = open + 1; i < line.length() - 1; i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9' || size > Integer.MAX_VALUE) {
        return -1;
      }
      size = 10 * size + (c - '0');
    }
    return size;
  }

  private byte[] octets(long size) throws IOException {
    if (size > Integer.MAX_VALUE - 16) {
      throw new IOException("literal: " + size + " octets are more than can be held");
    }
    byte[] octets = new byte[(int) size];
    int have = Math.min(octets.length, to - from);
    System.arraycopy(buffer, from, octets, 0, have);
    from += have;
    while (have < octets.length) {
      int read = in.read(octets, have, octets.length - have);
      if (read < 0) {
        throw new EOFException("closed by the server within a literal");
      }
      have += read;
    }
    return octets;
  }

  private void fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, to, buffer.length - to);
    if (read < 0) {
      throw new EOFException("closed by the server");
    }
    to += read;
  }
}
