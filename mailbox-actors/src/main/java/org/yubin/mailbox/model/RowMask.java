package org.yubin.mailbox.model;

/** Some rows of a page, one bit each. */
record RowMask(long low, long high) {
  static final RowMask NONE = new RowMask(0, 0);

  boolean has(int row) {
    return ((row < 64 ? low : high) >>> (row & 63) & 1) != 0;
  }

  RowMask with(int row) {
    long bit = 1L << (row & 63);
    return row < 64 ? new RowMask(low | bit, high) : new RowMask(low, high | bit);
  }

  RowMask without(int row) {
    long bit = 1L << (row & 63);
    return row < 64 ? new RowMask(low & ~bit, high) : new RowMask(low, high & ~bit);
  }

  int count() {
    return Long.bitCount(low) + Long.bitCount(high);
  }
}
