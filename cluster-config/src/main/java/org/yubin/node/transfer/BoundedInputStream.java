package org.yubin.node.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first so many octets of another stream. */
class BoundedInputStream extends FilterInputStream {
  private long left;

  BoundedInputStream(InputStream in, long octets) {
    super(in);
    this.left = octets;
  }

  /** Octets that were not read. */
  long left() {
    return left;
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    int octet = in.read();
    left -= octet < 0 ? 0 : 1;
    return octet;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int got = in.read(into, offset, (int) Math.min(length, left));
    left -= Math.max(got, 0);
    return got;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(Math.min(n, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), left);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
