package org.yubin.persistence.content;

import java.util.concurrent.atomic.LongAdder;

/** How often content of one kind was found where, since the start of the process. Thread safe. */
public final class ReadCounts {
  /** Where content was found, the cheapest place first. */
  public enum Place {
    /** In the memory of this process. */
    MEMORY,
    /** In the range cache, many by one statement; summaries alone. */
    RANGE,
    /** In the table that has the truth, or nowhere. */
    TABLE
  }

  private final LongAdder memory = new LongAdder();
  private final LongAdder range = new LongAdder();
  private final LongAdder table = new LongAdder();

  /** Counts further reads. */
  public void add(Place place, long reads) {
    counter(place).add(reads);
  }

  /** Reads until now. */
  public long of(Place place) {
    return counter(place).sum();
  }

  private LongAdder counter(Place place) {
    return switch (place) {
      case MEMORY -> memory;
      case RANGE -> range;
      case TABLE -> table;
    };
  }
}
