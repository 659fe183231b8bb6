package org.yubin.persistence.head;

import java.util.Comparator;

/**
 * A snapshot's key: the state after event {@code sequence} of the log of {@code epoch}, written by
 * the owner of that epoch and nobody else. Recovery goes on with event {@code sequence + 1} of that
 * log.
 *
 * <p>The snapshot that a new owner writes before it pins (long chain, many events replayed) is
 * ({@code its epoch}, 0): the state after all closed logs. So two owners never write under one key,
 * whatever each of them has read.
 *
 * @param epoch the writer's epoch, at least 1
 * @param sequence number within that epoch's own log (not counted through the closed logs), 0 for
 *     before its first event
 */
public record SnapshotRef(long epoch, long sequence) implements Comparable<SnapshotRef> {
  private static final Comparator<SnapshotRef> ORDER =
      Comparator.comparingLong(SnapshotRef::epoch).thenComparingLong(SnapshotRef::sequence);

  public SnapshotRef {
    if (epoch < 1 || sequence < 0) {
      throw new IllegalArgumentException(
          "snapshot: epoch " + epoch + ", sequence " + sequence + " (expected: >= 1, >= 0)");
    }
  }

  @Override
  public int compareTo(SnapshotRef other) {
    return ORDER.compare(this, other);
  }
}
