package org.yubin.frontend.lmtp;

import java.nio.ByteBuffer;

/**
 * Makes every bare LF of a BDAT message (RFC 3030 §2) a CRLF; nothing is stuffed there, and nothing
 * else is changed.
 */
final class LineEndings {
  private boolean afterCr;

  /** Decodes from {@code in} until it is empty or {@code out} has less than two octets of room. */
  void decode(ByteBuffer in, ByteBuffer out) {
    while (in.hasRemaining() && out.remaining() >= 2) {
      byte octet = in.get();
      if (octet == '\n' && !afterCr) {
        out.put((byte) '\r');
      }
      out.put(octet);
      afterCr = octet == '\r';
    }
  }
}
