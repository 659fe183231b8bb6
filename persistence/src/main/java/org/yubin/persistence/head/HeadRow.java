package org.yubin.persistence.head;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of one entity, as read.
 *
 * @param epoch the highest epoch that was taken, at least 1
 * @param pinned the last epoch that was allowed to serve, 0 if none was
 * @param server the owner that pinned it; empty if none did
 * @param ends closed epoch to the last sequence number of its log (0 if it wrote nothing), from the
 *     snapshot's epoch on
 * @param snapshot the snapshot that counts, if there is one
 * @param state whether the counters can be believed
 * @param counters written when an owner stops cleanly
 */
public record HeadRow(
    long epoch,
    long pinned,
    Optional<OwnerId> server,
    NavigableMap<Long, Long> ends,
    Optional<SnapshotRef> snapshot,
    HeadState state,
    Counters counters) {
  public HeadRow {
    ends = Collections.unmodifiableNavigableMap(new TreeMap<>(ends));
  }
}
