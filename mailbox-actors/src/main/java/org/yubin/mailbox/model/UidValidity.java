package org.yubin.mailbox.model;

/**
 * UIDVALIDITY of a mailbox (RFC 9051 §2.3.1.1), 1 to 4294967295: strictly rising for a name that is
 * used again.
 *
 * <p>Its constructor throws IllegalArgumentException outside that range.
 */
public record UidValidity(long value) implements Comparable<UidValidity> {
  public UidValidity {
    if (value < 1 || value > Uid.MAX) {
      throw new IllegalArgumentException("uidvalidity: " + value + " (expected: 1 to 4294967295)");
    }
  }

  @Override
  public int compareTo(UidValidity other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
