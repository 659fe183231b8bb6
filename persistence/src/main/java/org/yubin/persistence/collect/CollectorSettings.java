package org.yubin.persistence.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When the collector may act, and how fast.
 *
 * @param grace how old a reference without an event, a row without a reference, or a blob without a
 *     row must be before it is doubted; far longer than the longest command and the longest upload
 * @param reprieve how long a row or blob stands condemned before references are read again; longer
 *     than the longest command
 * @param recheck how often a reference that its mailbox has confirmed is confirmed again
 * @param retention how long content stays once the loss of a reference is noticed; as the message
 *     store's
 * @param rows the most rows that one step reads in each of its scans, 2 or more
 * @param items the most due items that one step handles
 */
public record CollectorSettings(
    Duration grace, Duration reprieve, Duration recheck, Duration retention, int rows, int items) {
  public static final CollectorSettings DEFAULT =
      new CollectorSettings(
          Duration.ofHours(24),
          Duration.ofHours(1),
          Duration.ofDays(30),
          Duration.ofDays(30),
          200,
          100);

  public CollectorSettings {
    if (rows < 2 || rows > 1000 || items < 1 || items > 1000) {
      throw new IllegalArgumentException(
          "rows, items: %d, %d (expected: 2..1000, 1..1000)".formatted(rows, items));
    }
  }

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  static long micros(Duration length) {
    return Math.multiplyExact(length.toMillis(), 1000L);
  }
}
