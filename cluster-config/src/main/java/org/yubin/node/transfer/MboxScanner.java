package org.yubin.node.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where the messages of an mbox file stand, one after the other. Lines may be of any length;
 * of a body nothing is kept, of a header at most 1 MiB.
 */
final class MboxScanner implements AutoCloseable {
  private static final int MAX_HEADER_OCTETS = 1024 * 1024;
  private static final int KEPT_OF_LINE = 1_000;
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("(?mi)^content-length: *(\\d{1,18}) *\\r?$");

  private final FileChannel file;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(128 * 1024);
  private long at; // of the next octet that line() reads

  // the line that was read last
  private long lineStart;
  private boolean lineEmpty;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private Optional<String> from = Optional.empty();
  private long fromStart;

  MboxScanner(Path path) throws IOException {
    file = FileChannel.open(path);
    size = file.size();
    buffer.limit(0);
  }

  /**
   * A message.
   *
   * @param start of its From line
   * @param header as it stands there, with the empty line that ends it
   * @param end behind the last octet of the body, before the empty line that parts it from the next
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared never
  record Extent(long start, String fromLine, byte[] header, long bodyStart, long end) {}

  /** The next message. */
  Optional<Extent> next() throws IOException {
    if (at == 0 && !first()) {
      return Optional.empty();
    }
    if (from.isEmpty()) {
      return Optional.empty();
    }
    String fromLine = from.get();
    long start = fromStart;
    from = Optional.empty();
    byte[] header = header();
    long bodyStart = from.isPresent() ? fromStart : at;
    long end = from.isPresent() ? fromStart : body(header, bodyStart);
    return Optional.of(new Extent(start, fromLine, header, bodyStart, end));
  }

  private boolean first() throws IOException {
    while (line(KEPT_OF_LINE)) {
      if (!lineEmpty) {
        from = Optional.of(text());
        fromStart = lineStart;
        return true;
      }
    }
    return false;
  }

  private byte[] header() throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    while (header.size() < MAX_HEADER_OCTETS && line(MAX_HEADER_OCTETS)) {
      if (isFrom()) {
        break;
      }
      line.writeTo(header);
      if (lineEmpty) {
        break;
      }
    }
    return header.toByteArray();
  }

  private long body(byte[] header, long bodyStart) throws IOException {
    long told = contentLength(header, bodyStart);
    if (told >= 0) {
      seek(told);
    }
    long separator = told; // where the empty line stands that may end the message, or -1
    while (line(KEPT_OF_LINE)) {
      if ((separator >= 0 || lineStart == bodyStart) && isFrom()) {
        return separator >= 0 ? separator : bodyStart;
      }
      if (!lineEmpty) {
        separator = -1;
      } else if (told < 0 || separator < 0) {
        separator = lineStart;
      }
    }
    return separator >= 0 ? separator : size;
  }

  /** Where the body ends if Content-Length is right about it, or -1. */
  private long contentLength(byte[] header, long bodyStart) throws IOException {
    Matcher field = CONTENT_LENGTH.matcher(new String(header, StandardCharsets.ISO_8859_1));
    if (!field.find()) {
      return -1;
    }
    long end = bodyStart + Long.parseLong(field.group(1));
    if (end > size || end < bodyStart) {
      return -1;
    }
    ByteBuffer probe = ByteBuffer.allocate(9);
    while (probe.hasRemaining() && file.read(probe, end + probe.position()) > 0) {}
    String behind =
        new String(probe.array(), 0, probe.position(), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    String stripped = behind.replaceFirst("^\\r?\\n", "").replaceFirst("^\\r?\\n", "");
    return stripped.isEmpty() || stripped.startsWith("from ") ? end : -1;
  }

  private boolean isFrom() {
    String text = text();
    if (!FromLine.is(text)) {
      return false;
    }
    from = Optional.of(text);
    fromStart = lineStart;
    return true;
  }

  private String text() {
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private void seek(long position) {
    at = position;
    buffer.limit(0);
  }

  /** Reads a line and its end, and keeps so many octets of it; false at the end of the file. */
  private boolean line(int keep) throws IOException {
    lineStart = at;
    lineEmpty = true;
    line.reset();
    while (true) {
      if (!buffer.hasRemaining()) {
        buffer.clear();
        int got = file.read(buffer, at);
        buffer.flip();
        if (got <= 0) {
          buffer.limit(0);
          return at > lineStart;
        }
      }
      byte octet = buffer.get();
      at++;
      if (line.size() < keep) {
        line.write(octet);
      }
      if (octet == '\n') {
        return true;
      }
      lineEmpty &= octet == '\r';
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
