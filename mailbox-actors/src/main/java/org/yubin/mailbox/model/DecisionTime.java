package org.yubin.mailbox.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a command is decided: microseconds since 1970 UTC, as the shell's clock has it. */
public record DecisionTime(long micros) {
  public static DecisionTime of(Instant now) {
    return new DecisionTime(ChronoUnit.MICROS.between(Instant.EPOCH, now));
  }

  /** This time, or the given one if a clock has gone back behind it. */
  DecisionTime notBefore(long earliestMicros) {
    return micros >= earliestMicros ? this : new DecisionTime(earliestMicros);
  }
}
