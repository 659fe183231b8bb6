package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Puts the lines of a header together to fields, in pieces of any size. Line ends are not handed
 * in, so that a folded field comes out unfolded (RFC 5322 §2.2.3).
 */
final class HeaderCollector {
  /** Octets of one field that are kept; the rest is only counted. */
  static final int MAX_FIELD_OCTETS = 64 * 1024;

  private byte[] field = new byte[1024];
  private int length;
  private boolean truncated;
  private HeaderFields fields = new HeaderFields();

  /** A line of at least one octet begins with {@code first}. */
  void startLine(byte first) {
    if (first != ' ' && first != '\t') {
      endField();
    }
  }

  void append(byte[] bytes, int offset, int count) {
    int room = Math.min(count, MAX_FIELD_OCTETS - length);
    truncated |= room < count;
    if (length + room > field.length) {
      field = Arrays.copyOf(field, Math.max(length + room, 2 * field.length));
    }
    System.arraycopy(bytes, offset, field, length, room);
    length += room;
  }

  /** Forgets the line begun last, which was no part of the header. */
  void dropLine() {
    length = 0;
    truncated = false;
  }

  /** The fields of the header, which is complete; the next header may begin. */
  HeaderFields finish() {
    endField();
    HeaderFields finished = fields;
    fields = new HeaderFields();
    return finished;
  }

  private void endField() {
    if (length > 0) {
      fields.add(new String(field, 0, length, ISO_8859_1), truncated);
      dropLine();
    }
  }
}
