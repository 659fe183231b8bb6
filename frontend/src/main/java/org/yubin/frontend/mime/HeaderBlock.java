package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fields of a header block as they stand in it, by the same rules of lines as {@link
 * MessageScanner}: where each begins and ends, folding and line ends included.
 */
final class HeaderBlock {
  private final byte[] bytes;
  private final List<Field> fields = new ArrayList<>();
  private int end;

  /**
   * A field, or a line that is none.
   *
   * @param name in lower case, without blanks; empty for a line without a colon
   * @param start its first octet
   * @param value the octet behind the colon
   * @param end the octet behind its last line end
   */
  record Field(String name, int start, int value, int end) {}

  /** Splits {@code bytes}, to the first empty line or to their end. */
  HeaderBlock(byte[] bytes) {
    this.bytes = bytes;
    int start = 0;
    int at = 0;
    while (at < bytes.length) {
      int stop = lineStop(at);
      if (isEmpty(at, stop)) {
        break;
      }
      boolean continuation = at > start && (bytes[at] == ' ' || bytes[at] == '\t');
      if (!continuation) {
        add(start, at);
        start = at;
      }
      at = stop;
    }
    add(start, at);
    end = at;
  }

  List<Field> fields() {
    return fields;
  }

  /** Where the fields end: at the empty line if there is one. */
  int fieldsEnd() {
    return end;
  }

  /** Where the empty line ends. */
  int blockEnd() {
    return end < bytes.length ? lineStop(end) : end;
  }

  /**
   * The value of a field, line ends taken out (RFC 5322 §2.2.3) and blanks at both ends. A tab that
   * begins a folded line counts as the space that stood there before the field was folded.
   */
  byte[] unfolded(Field field) {
    return unfolded(field.value(), field.end());
  }

  /** The whole field, name and all, unfolded. */
  byte[] line(Field field) {
    return unfolded(field.start(), field.end());
  }

  private byte[] unfolded(int from, int to) {
    byte[] value = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      boolean folded = bytes[i] == '\t' && i > from && bytes[i - 1] == '\n';
      if (bytes[i] != '\r' && bytes[i] != '\n') {
        value[length++] = folded ? (byte) ' ' : bytes[i];
      }
    }
    return new String(value, 0, length, ISO_8859_1).strip().getBytes(ISO_8859_1);
  }

  private void add(int start, int stop) {
    if (stop == start) {
      return;
    }
    int colon = start;
    while (colon < stop && bytes[colon] != ':' && bytes[colon] != '\r' && bytes[colon] != '\n') {
      colon++;
    }
    boolean named = colon < stop && bytes[colon] == ':';
    String name =
        named
            ? new String(bytes, start, colon - start, ISO_8859_1).strip().toLowerCase(Locale.ROOT)
            : "";
    fields.add(new Field(name, start, named ? colon + 1 : start, stop));
  }

  /** The octet behind the line end of the line at {@code at}. */
  private int lineStop(int at) {
    int i = at;
    while (i < bytes.length && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
    }
    int afterCrs = skipCrs(i);
    if (afterCrs < bytes.length && bytes[afterCrs] == '\n') {
      return afterCrs + 1;
    }
    return Math.min(i + 1, bytes.length);
  }

  private int skipCrs(int from) {
    int i = from;
    while (i < bytes.length && bytes[i] == '\r') {
      i++;
    }
    return i;
  }

  private boolean isEmpty(int at, int stop) {
    return stop > at && (bytes[at] == '\r' || bytes[at] == '\n');
  }
}
