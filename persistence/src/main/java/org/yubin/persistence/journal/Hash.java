package org.yubin.persistence.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 128 bits of a SHA-256: enough against damage, which is what page hashes are for. */
record Hash(long high, long low) {
  static final int OCTETS = 16;

  static Hash of(byte[] stored) {
    try {
      ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(stored));
      return new Hash(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
