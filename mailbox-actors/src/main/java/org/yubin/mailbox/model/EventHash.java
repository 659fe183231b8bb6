package org.yubin.mailbox.model;

import java.nio.ByteBuffer;

/** SHA-256 over the stored octets of an event, in four words. */
public record EventHash(long a, long b, long c, long d) {
  public static final int OCTETS = 32;

  /** What the first event of a log names as previous. */
  public static final EventHash NONE = new EventHash(0, 0, 0, 0);

  /**
   * Reads {@link #toBytes()}.
   *
   * @throws IllegalArgumentException if these are not 32 octets
   */
  public static EventHash of(byte[] digest) {
    if (digest.length != OCTETS) {
      throw new IllegalArgumentException("hash: " + digest.length + " octets (expected: 32)");
    }
    ByteBuffer in = ByteBuffer.wrap(digest);
    return new EventHash(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  public byte[] toBytes() {
    return ByteBuffer.allocate(OCTETS).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  @Override
  public String toString() {
    return "%016x%016x%016x%016x".formatted(a, b, c, d);
  }
}
