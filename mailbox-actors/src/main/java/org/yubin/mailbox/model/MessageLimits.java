package org.yubin.mailbox.model;

/** Bounds of what a mailbox can hold of one message and take in one command. */
public final class MessageLimits {
  /** Largest message, in octets: 4 GiB less one, so that 32 bits hold it. */
  public static final long MAX_SIZE_OCTETS = 0xFFFF_FFFFL;

  /** Most messages that one command may add. */
  public static final int MAX_ADDED = 1_000_000;

  private MessageLimits() {}

  static void checkSize(long sizeOctets) {
    if (sizeOctets < 0 || sizeOctets > MAX_SIZE_OCTETS) {
      throw new IllegalArgumentException(
          "message size: " + sizeOctets + " octets (expected: 0 to 4294967295)");
    }
  }
}
