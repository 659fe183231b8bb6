package org.yubin.frontend.mime;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Undoes a Content-Transfer-Encoding (RFC 2045 §6) of octets that come in pieces of any size: the
 * same octets come out however they are cut. Lenient: what is not of the encoding is passed over
 * (base64) or kept (quoted-printable), and an encoding that is not known changes nothing.
 *
 * <p>What a piece leaves undecided, an escape or blanks that may end a line, is kept for the next:
 * at most {@link #MAX_BLANKS} octets. A longer run of blanks was not put there in transit: what
 * comes out of it depends on the cut.
 */
public final class TransferStream {
  private static final int MAX_BLANKS = 64 * 1024;
  private static final byte[] NOTHING = {};

  private enum Encoding {
    NONE,
    BASE64,
    QUOTED_PRINTABLE
  }

  private final Encoding encoding;
  private byte[] held = NOTHING;
  private int bits;
  private int count;

  /**
   * @param encoding in upper case
   */
  public TransferStream(String encoding) {
    this.encoding =
        switch (encoding) {
          case "BASE64" -> Encoding.BASE64;
          case "QUOTED-PRINTABLE" -> Encoding.QUOTED_PRINTABLE;
          default -> Encoding.NONE;
        };
  }

  /** The octets that are decided by now; the piece is read to its end. */
  public byte[] read(ByteBuffer piece) {
    return switch (encoding) {
      case NONE -> bytes(NOTHING, piece);
      case BASE64 -> base64(bytes(NOTHING, piece));
      case QUOTED_PRINTABLE -> quotedPrintable(bytes(held, piece), false);
    };
  }

  /** What the end decides. */
  public byte[] end() {
    return encoding == Encoding.QUOTED_PRINTABLE ? quotedPrintable(held, true) : NOTHING;
  }

  private static byte[] bytes(byte[] before, ByteBuffer piece) {
    byte[] all = Arrays.copyOf(before, before.length + piece.remaining());
    piece.get(all, before.length, piece.remaining());
    return all;
  }

  // ---- RFC 2045 §6.8 ----

  /** Padding ends a run; another may follow it. */
  private byte[] base64(byte[] raw) {
    byte[] out = new byte[raw.length * 3 / 4 + 3];
    int length = 0;
    for (byte octet : raw) {
      int value = sextet(octet);
      if (value >= 0) {
        bits = bits << 6 | value;
        count++;
        if (count > 1) {
          out[length++] = (byte) (bits >> (8 - 2 * count));
        }
        count &= 3;
      } else if (octet == '=') {
        count = 0;
      }
    }
    return Arrays.copyOf(out, length);
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

  // ---- RFC 2045 §6.7 ----

  /** Blanks at the end of a line were put there in transit. */
  private byte[] quotedPrintable(byte[] raw, boolean last) {
    byte[] out = new byte[raw.length];
    int length = 0;
    int at = 0;
    while (at < raw.length) {
      byte c = raw[at];
      if (c == '=') {
        int next = escapeEnd(raw, at, last);
        if (next < 0) {
          break;
        }
        int octet = hex(raw, at);
        if (octet >= 0) {
          out[length++] = (byte) octet;
        } else if (next == at + 1 && next < raw.length) {
          out[length++] = c;
        }
        at = next;
      } else if (c == ' ' || c == '\t') {
        int end = skipBlanks(raw, at);
        if (end == raw.length && !last && end - at < MAX_BLANKS) {
          break;
        }
        boolean lineEnds = end == raw.length ? last : raw[end] == '\r' || raw[end] == '\n';
        if (!lineEnds || end - at >= MAX_BLANKS) {
          System.arraycopy(raw, at, out, length, end - at);
          length += end - at;
        }
        at = end;
      } else {
        out[length++] = c;
        at++;
      }
    }
    held = at < raw.length && !last ? Arrays.copyOfRange(raw, at, raw.length) : NOTHING;
    return Arrays.copyOf(out, length);
  }

  /** The octet that {@code =XY} stands for, or -1. */
  private static int hex(byte[] raw, int at) {
    if (at + 2 >= raw.length) {
      return -1;
    }
    int high = Character.digit(raw[at + 1], 16);
    int low = Character.digit(raw[at + 2], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /**
   * Behind what begins with a "=": an octet, a soft line break, or the "=" alone, which then stands
   * for itself; -1 if that is not decided yet.
   */
  private static int escapeEnd(byte[] raw, int at, boolean last) {
    if (hex(raw, at) >= 0) {
      return at + 3;
    }
    int end = skipBlanks(raw, at + 1);
    if (end == raw.length) {
      return last ? end : end - at < MAX_BLANKS ? -1 : at + 1;
    }
    if (raw[end] == '\r' && end + 1 == raw.length && !last) {
      return -1;
    }
    if (raw[end] == '\r' || raw[end] == '\n') {
      return raw[end] == '\r' && end + 1 < raw.length && raw[end + 1] == '\n' ? end + 2 : end + 1;
    }
    boolean halfAnOctet =
        end == at + 1 && end + 1 == raw.length && Character.digit(raw[end], 16) >= 0;
    return halfAnOctet && !last ? -1 : at + 1;
  }

  private static int skipBlanks(byte[] raw, int from) {
    int at = from;
    while (at < raw.length && (raw[at] == ' ' || raw[at] == '\t')) {
      at++;
    }
    return at;
  }
}
