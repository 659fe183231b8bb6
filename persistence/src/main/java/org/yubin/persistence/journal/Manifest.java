package org.yubin.persistence.journal;

import java.time.Instant;
import java.util.SortedMap;
import org.yubin.persistence.head.SnapshotRef;

/**
 * Which stored version of each page makes up a snapshot. Immutable; callers only pass it on.
 *
 * <p>It has two levels, so that it stays small beside the pages: the manifest row names
 * <i>leaves</i>, and a leaf names the pages of {@value Leaf#PAGES} consecutive numbers of one kind.
 * A leaf is written anew only if one of its pages is.
 */
public final class Manifest {
  private final SnapshotRef at;
  private final Instant takenAt;
  private final SortedMap<LeafKey, Leaf> leaves;
  private final long pagesWritten;
  private final long octetsWritten;

  Manifest(
      SnapshotRef at,
      Instant takenAt,
      SortedMap<LeafKey, Leaf> leaves,
      long pagesWritten,
      long octetsWritten) {
    this.at = at;
    this.takenAt = takenAt;
    this.leaves = leaves;
    this.pagesWritten = pagesWritten;
    this.octetsWritten = octetsWritten;
  }

  /** The key of the snapshot. */
  public SnapshotRef at() {
    return at;
  }

  /** The time of the last event in it. */
  public Instant takenAt() {
    return takenAt;
  }

  /** How many pages were written for it (and not taken over from the snapshot before). */
  public long pagesWritten() {
    return pagesWritten;
  }

  /** How many octets were written for it: changed pages, leaves, root and manifest. */
  public long octetsWritten() {
    return octetsWritten;
  }

  SortedMap<LeafKey, Leaf> leaves() {
    return leaves;
  }
}
