package org.yubin.mailbox.model;

import java.util.function.IntConsumer;

/** An immutable set of keyword numbers, 0 to 255: numbers of a mailbox's {@link KeywordTable}. */
public record KeywordSet(long bits0, long bits64, long bits128, long bits192) {
  public static final KeywordSet EMPTY = new KeywordSet(0, 0, 0, 0);

  /**
   * A set of these numbers.
   *
   * @throws IllegalArgumentException for a number outside 0 to 255
   */
  public static KeywordSet of(int... numbers) {
    KeywordSet set = EMPTY;
    for (int number : numbers) {
      set = set.with(number);
    }
    return set;
  }

  /** This set and one more number. */
  public KeywordSet with(int number) {
    if (number < 0 || number >= KeywordTable.MAX_KEYWORDS) {
      throw new IllegalArgumentException("keyword number: " + number + " (expected: 0 to 255)");
    }
    long bit = 1L << (number & 63);
    return or(
        switch (number >>> 6) {
          case 0 -> new KeywordSet(bit, 0, 0, 0);
          case 1 -> new KeywordSet(0, bit, 0, 0);
          case 2 -> new KeywordSet(0, 0, bit, 0);
          default -> new KeywordSet(0, 0, 0, bit);
        });
  }

  public boolean contains(int number) {
    return number >= 0
        && number < KeywordTable.MAX_KEYWORDS
        && (word(number >>> 6) >>> (number & 63) & 1) != 0;
  }

  public boolean isEmpty() {
    return (bits0 | bits64 | bits128 | bits192) == 0;
  }

  public int size() {
    return Long.bitCount(bits0)
        + Long.bitCount(bits64)
        + Long.bitCount(bits128)
        + Long.bitCount(bits192);
  }

  public KeywordSet or(KeywordSet o) {
    return new KeywordSet(
        bits0 | o.bits0, bits64 | o.bits64, bits128 | o.bits128, bits192 | o.bits192);
  }

  public KeywordSet andNot(KeywordSet o) {
    return new KeywordSet(
        bits0 & ~o.bits0, bits64 & ~o.bits64, bits128 & ~o.bits128, bits192 & ~o.bits192);
  }

  /** Calls with each number, ascending. */
  public void forEach(IntConsumer consumer) {
    for (int w = 0; w < 4; w++) {
      for (long left = word(w); left != 0; left &= left - 1) {
        consumer.accept(w * 64 + Long.numberOfTrailingZeros(left));
      }
    }
  }

  private long word(int index) {
    return switch (index) {
      case 0 -> bits0;
      case 1 -> bits64;
      case 2 -> bits128;
      default -> bits192;
    };
  }
}
