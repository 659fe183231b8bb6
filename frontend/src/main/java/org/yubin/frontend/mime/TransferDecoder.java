package org.yubin.frontend.mime;

import java.io.ByteArrayOutputStream;

/**
 * Undoes a Content-Transfer-Encoding (RFC 2045 §6), leniently: what is not of the encoding is
 * passed over (base64) or kept (quoted-printable), and an encoding that is not known changes
 * nothing.
 */
public final class TransferDecoder {
  private TransferDecoder() {}

  /**
   * The decoded octets; {@code raw} itself where there is nothing to undo.
   *
   * @param encoding the encoding in upper case
   */
  public static byte[] decode(String encoding, byte[] raw) {
    return switch (encoding) {
      case "BASE64" -> base64(raw);
      case "QUOTED-PRINTABLE" -> quotedPrintable(raw);
      default -> raw;
    };
  }

  /** RFC 2045 §6.8. Padding ends a run; another may follow it. */
  static byte[] base64(byte[] raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length * 3 / 4 + 3);
    int bits = 0;
    int count = 0;
    for (byte octet : raw) {
      int value = sextet(octet);
      if (value >= 0) {
        bits = bits << 6 | value;
        count++;
        if (count > 1) {
          out.write(bits >> (8 - 2 * count) & 0xff);
        }
        count &= 3;
      } else if (octet == '=') {
        count = 0;
      }
    }
    return out.toByteArray();
  }

  private static int sextet(int c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }

  /** RFC 2045 §6.7. Blanks at the end of a line were put there in transit. */
  static byte[] quotedPrintable(byte[] raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    int at = 0;
    while (at < raw.length) {
      byte c = raw[at];
      if (c == ' ' || c == '\t') {
        int end = skipBlanks(raw, at);
        if (end < raw.length && raw[end] != '\r' && raw[end] != '\n') {
          out.write(raw, at, end - at);
        }
        at = end;
      } else if (c == '=') {
        at = escape(raw, at, out);
      } else {
        out.write(c);
        at++;
      }
    }
    return out.toByteArray();
  }

  private static int escape(byte[] raw, int at, ByteArrayOutputStream out) {
    if (at + 2 < raw.length) {
      int high = Character.digit(raw[at + 1], 16);
      int low = Character.digit(raw[at + 2], 16);
      if (high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        return at + 3;
      }
    }
    int end = skipBlanks(raw, at + 1); // a soft line break
    if (end == raw.length) {
      return end;
    }
    if (raw[end] == '\r' || raw[end] == '\n') {
      return raw[end] == '\r' && end + 1 < raw.length && raw[end + 1] == '\n' ? end + 2 : end + 1;
    }
    out.write('=');
    return at + 1;
  }

  private static int skipBlanks(byte[] raw, int from) {
    int at = from;
    while (at < raw.length && (raw[at] == ' ' || raw[at] == '\t')) {
      at++;
    }
    return at;
  }
}
