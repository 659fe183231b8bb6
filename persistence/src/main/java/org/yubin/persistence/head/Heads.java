package org.yubin.persistence.head;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The fence: how an entity has exactly one owner whose word counts. Every epoch has a log (a
 * persistence id) of its own, so a late write of an old owner lands behind the pinned end of a
 * closed log, where nobody looks.
 *
 * <ol>
 *   <li><b>Take</b>: {@link #read}, then {@link #take} with what was read. Not applied: read again.
 *   <li><b>Announce</b>: {@link #announce}, so that whoever served until now looks.
 *   <li><b>Recover</b>: the snapshot, each closed log up to its end, the log of {@link
 *       HeadRow#pinned} as far as it reaches now ({@code LogReader}). Epochs that were taken but
 *       never pinned served nothing and are passed over.
 *   <li><b>Pin</b>: {@link #pin} closes the predecessor's log at the number just read. Nothing is
 *       answered before it has applied.
 *   <li><b>Serve</b>, and <b>confirm</b> by {@link #confirm}: what rests on events acknowledged
 *       before that was called may leave.
 *   <li><b>Snapshot</b>: pages and manifest first ({@code PageStore}), then {@link #pointSnapshot}.
 *   <li><b>Close</b>: {@link #close} on a clean stop.
 * </ol>
 *
 * <p>Every stage that fails (time-out, unavailable, unknown) leaves it open whether the change was
 * made: the epoch is over, the owner stops and starts again with {@link #read}. No method retries
 * by itself. Reads are at LOCAL_QUORUM; changes are lightweight transactions at LOCAL_SERIAL and
 * LOCAL_QUORUM. All methods may be called from any thread and never block.
 */
public interface Heads {

  /** The head as it is; empty if the entity has never been taken. */
  CompletionStage<Optional<HeadRow>> read(EntityId id);

  /**
   * Takes the epoch after {@code justRead}'s (1 if empty), provided that the head's epoch, pinned
   * epoch, snapshot and state are still those read. Sets the state to {@link HeadState#OPEN},
   * unless it is {@link HeadState#DELETED}.
   */
  CompletionStage<TakeResult> take(EntityId id, Optional<HeadRow> justRead);

  /**
   * Raises the count of losses of the owner that served until the take, so that it confirms nothing
   * more of the entity. Recovery reads begin when it is done. An owner that closed the head has
   * said its last word, and is not told.
   *
   * @param taken the head as it was when it was taken
   */
  CompletionStage<?> announce(HeadRow taken);

  /**
   * The confirming read: whether no owner had announced a newer epoch when it began, which is after
   * this call. It reads this process's count of losses, by one statement for all that is asked at
   * about the same time; only if that has been raised since the claim was confirmed last, it reads
   * the entity's epoch too.
   *
   * @return the claim to confirm the next time; empty if a newer epoch has been taken
   */
  CompletionStage<Optional<Claim>> confirm(Claim claim);

  /**
   * Closes the predecessor's log and makes {@code myEpoch} the pinned one, if it is still the
   * head's epoch.
   *
   * @param predecessor the log of {@link HeadRow#pinned} and the number up to which it was read
   *     just now; empty if none was pinned
   * @param snapshot the snapshot ({@code myEpoch}, 0) if one was written in recovery
   */
  CompletionStage<Fenced> pin(
      EntityId id, long myEpoch, Optional<ClosedLog> predecessor, Optional<SnapshotRef> snapshot);

  /** The highest epoch that was taken; 0 if none ever was. */
  CompletionStage<Long> epochOf(EntityId id);

  /**
   * Makes a snapshot, wholly written before, the one that counts, if {@code myEpoch} is still the
   * head's epoch; the head then forgets the ends of epochs before the snapshot's. The owner points
   * to one snapshot at a time, in ascending order.
   */
  CompletionStage<Fenced> pointSnapshot(EntityId id, long myEpoch, SnapshotRef snapshot);

  /**
   * The owner's last word: state and counters of its confirmed state, if {@code myEpoch} is still
   * the head's epoch.
   *
   * @param state {@link HeadState#CLOSED} or {@link HeadState#DELETED}
   */
  CompletionStage<Fenced> close(EntityId id, long myEpoch, HeadState state, Counters counters);

  /**
   * Every end ever pinned: closed epoch to the last sequence number of its log. Kept for ever;
   * audit and history read by it.
   */
  CompletionStage<NavigableMap<Long, Long>> ends(EntityId id);

  /**
   * The heads of many entities at once (LIST-STATUS), with bounded parallelism; those never taken
   * are absent. Believe counters only where the state is {@link HeadState#CLOSED}.
   */
  CompletionStage<Map<EntityId, HeadRow>> readAll(Collection<EntityId> ids);
}
