package org.yubin.persistence.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yubin.persistence.journal.PageStore.Taken;

/**
 * Which manifests stay: all of the last hour, one an hour of the last day, one a day of the last
 * month, one a week of the last year, one for 90 days before that; of each period the oldest, and
 * so the very first for ever. Periods are fixed in time, so that a manifest which once stayed as a
 * period's oldest is not dropped later merely because the clock went on within its class.
 */
public final class Ladder {
  private record Rung(Duration upTo, Duration period) {}

  private static final List<Rung> RUNGS =
      List.of(
          new Rung(Duration.ofHours(1), Duration.ZERO),
          new Rung(Duration.ofDays(1), Duration.ofHours(1)),
          new Rung(Duration.ofDays(30), Duration.ofDays(1)),
          new Rung(Duration.ofDays(365), Duration.ofDays(7)));
  private static final Duration FAR_BACK = Duration.ofDays(90);

  private Ladder() {}

  /** The manifests to drop, of {@code ascending} ones that all count. */
  static List<Taken> dropped(List<Taken> ascending, Instant now) {
    Set<String> taken = new HashSet<>();
    List<Taken> dropped = new ArrayList<>();
    for (Taken one : ascending) {
      Duration period = period(Duration.between(one.takenAt(), now));
      if (!period.isZero()
          && !taken.add(period + "@" + one.takenAt().getEpochSecond() / period.toSeconds())) {
        dropped.add(one);
      }
    }
    return dropped;
  }

  private static Duration period(Duration age) {
    for (Rung rung : RUNGS) {
      if (age.compareTo(rung.upTo()) <= 0) {
        return rung.period();
      }
    }
    return FAR_BACK;
  }
}
