package org.yubin.mailbox.model;

/**
 * Unique identifier of a message in its mailbox (RFC 9051 §2.3.1.1), 1 to 4294967295, ascending in
 * order of arrival.
 *
 * <p>Its constructor throws IllegalArgumentException outside that range.
 */
public record Uid(long value) implements Comparable<Uid> {
  /** The highest value the protocol can carry: an nz-number of 32 bits. */
  public static final long MAX = 0xFFFF_FFFFL;

  /** What the first message of a mailbox gets. */
  public static final Uid FIRST = new Uid(1);

  public Uid {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException("uid: " + value + " (expected: 1 to 4294967295)");
    }
  }

  @Override
  public int compareTo(Uid other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
