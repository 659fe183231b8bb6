package org.yubin.node.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Content that was read once: its size and a digest; a small one is kept, a large one read again
 * when it is sent.
 */
record Measured(Content content, long sizeOctets, String digest) {
  private static final int KEPT_OCTETS = 512 * 1024;

  static Measured of(Content content) throws IOException {
    MessageDigest digest = sha256();
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[32 * 1024];
    long size = 0;
    try (InputStream in = content.open()) {
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        digest.update(buffer, 0, got);
        if (size + got <= KEPT_OCTETS) {
          kept.write(buffer, 0, got);
        }
        size += got;
      }
    }
    return new Measured(
        size <= KEPT_OCTETS ? Content.of(kept.toByteArray()) : content,
        size,
        HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
