package org.yubin.node.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives LF for CRLF, as files have it; a CR that stands alone stays. */
final class LfInputStream extends FilterInputStream {
  private int held = -1;

  LfInputStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int octet = held >= 0 ? held : in.read();
    held = -1;
    if (octet != '\r') {
      return octet;
    }
    int next = in.read();
    if (next == '\n') {
      return next;
    }
    held = next;
    return octet;
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
