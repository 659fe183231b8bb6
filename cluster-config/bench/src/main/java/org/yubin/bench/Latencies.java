package org.yubin.bench;

import java.util.Arrays;

/** The times of many operations, in nanoseconds; exact, eight octets each. Not thread safe. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;
  private boolean sorted;

  void add(long nanosTaken) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = nanosTaken;
    sorted = false;
  }

  void addAll(Latencies other) {
    for (int i = 0; i < other.count; i++) {
      add(other.nanos[i]);
    }
  }

  int count() {
    return count;
  }

  /**
   * The least time that this share of the operations did not exceed, in milliseconds; 0 if there
   * were none.
   *
   * @param share above 0, at most 1
   */
  double percentileMillis(double share) {
    if (count == 0) {
      return 0;
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    int rank = (int) Math.ceil(share * count);
    return nanos[Math.max(rank, 1) - 1] / 1e6;
  }
}
