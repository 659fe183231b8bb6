package org.yubin.mailbox.model;

/**
 * Mod-sequence of a mailbox (RFC 7162 §3.1), a 63-bit counter. An initialised mailbox starts at 1;
 * each command that changes messages raises it by one. 0 stands before everything.
 *
 * <p>Its constructor throws IllegalArgumentException if negative.
 */
public record ModSeq(long value) implements Comparable<ModSeq> {
  /** Before every change: no mailbox has it as its highest. */
  public static final ModSeq ZERO = new ModSeq(0);

  /** What a new, empty mailbox announces. */
  public static final ModSeq FIRST = new ModSeq(1);

  public ModSeq {
    if (value < 0) {
      throw new IllegalArgumentException("modseq: " + value + " (expected: >= 0)");
    }
  }

  /** The one after this. */
  public ModSeq next() {
    return new ModSeq(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(ModSeq other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
