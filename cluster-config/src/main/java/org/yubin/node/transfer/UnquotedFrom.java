package org.yubin.node.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes one {@code >} from each line that begins with one or more of them and {@code From }. */
final class UnquotedFrom extends FilterInputStream {
  private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

  private boolean lineStart = true;
  private int quotes; // seen at the beginning of the line and not yet given on
  private byte[] held = new byte[0];
  private int heldAt;

  UnquotedFrom(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    while (true) {
      if (quotes > 0) {
        quotes--;
        return '>';
      }
      if (heldAt < held.length) {
        return track(held[heldAt++] & 0xff);
      }
      int octet = in.read();
      if (octet != '>' || !lineStart) {
        return track(octet);
      }
      lineStart = false;
      quote();
    }
  }

  private int track(int octet) {
    lineStart = octet == '\n';
    return octet;
  }

  /** Reads on behind the first {@code >} of a line, as far as it may be a quoted From. */
  private void quote() throws IOException {
    int depth = 1;
    int octet = in.read();
    while (octet == '>') {
      depth++;
      octet = in.read();
    }
    byte[] more = new byte[FROM.length];
    int matched = 0;
    while (octet >= 0) {
      more[matched++] = (byte) octet;
      if (octet != FROM[matched - 1] || matched == FROM.length) {
        break;
      }
      octet = in.read();
    }
    held = java.util.Arrays.copyOf(more, matched);
    heldAt = 0;
    quotes = java.util.Arrays.equals(held, FROM) ? depth - 1 : depth;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int written = 0;
    while (written < length) {
      int octet = read();
      if (octet < 0) {
        return written == 0 && length > 0 ? -1 : written;
      }
      into[offset + written++] = (byte) octet;
    }
    return written;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
