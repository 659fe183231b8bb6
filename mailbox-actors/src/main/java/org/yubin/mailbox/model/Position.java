package org.yubin.mailbox.model;

import java.util.Comparator;

/**
 * A point in the log of a mailbox: the owner's epoch and the number of the event, counted through
 * all logs of the mailbox from 1. (0, 0) stands before the first event.
 *
 * <p>Its constructor throws IllegalArgumentException if either is negative.
 */
public record Position(long epoch, long sequence) implements Comparable<Position> {
  /** Before the first event. */
  public static final Position START = new Position(0, 0);

  private static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::sequence).thenComparingLong(Position::epoch);

  public Position {
    if (epoch < 0 || sequence < 0) {
      throw new IllegalArgumentException(
          "position: epoch " + epoch + ", sequence " + sequence + " (expected: both >= 0)");
    }
  }

  /** The position of the next event, written by the owner of the given epoch. */
  public Position next(long byEpoch) {
    return new Position(byEpoch, Math.addExact(sequence, 1));
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
