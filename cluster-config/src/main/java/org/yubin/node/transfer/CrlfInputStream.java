package org.yubin.node.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives every bare LF the CR that a message on the wire has (RFC 3501 §2.2); everything else, bare
 * CR and NUL included, stays as it is.
 */
final class CrlfInputStream extends FilterInputStream {
  private final byte[] buffer = new byte[16 * 1024];
  private int next;
  private int end;
  private boolean afterCr;
  private boolean lfDue;

  CrlfInputStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int got = read(one, 0, 1);
    return got < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int written = 0;
    while (written < length) {
      if (lfDue) {
        lfDue = false;
        afterCr = false;
        into[offset + written++] = '\n';
        continue;
      }
      if (next == end) {
        if (written > 0) {
          return written;
        }
        end = in.read(buffer);
        next = 0;
        if (end < 0) {
          end = 0;
          return -1;
        }
        continue;
      }
      byte octet = buffer[next++];
      if (octet == '\n' && !afterCr) {
        into[offset + written++] = '\r';
        lfDue = true;
      } else {
        into[offset + written++] = octet;
        afterCr = octet == '\r';
      }
    }
    return written;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = 0;
    while (skipped < n && read() >= 0) {
      skipped++;
    }
    return skipped;
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
