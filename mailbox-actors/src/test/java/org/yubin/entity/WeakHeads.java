package org.yubin.entity;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.head.Claim;
import org.yubin.persistence.head.ClosedLog;
import org.yubin.persistence.head.Counters;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.Fenced;
import org.yubin.persistence.head.HeadRow;
import org.yubin.persistence.head.HeadState;
import org.yubin.persistence.head.Heads;
import org.yubin.persistence.head.SnapshotRef;
import org.yubin.persistence.head.TakeResult;

/** Heads with a step of the fence switched off, to see that the checker notices. */
final class WeakHeads implements Heads {
  /** The steps that can be left out. */
  enum Missing {
    /** Every confirming read says yes. */
    CONFIRM,
    /** A newer owner does not tell the one before it. */
    ANNOUNCE,
    /** Closed logs are read as far as they reach. */
    ENDS
  }

  /** How far a log reaches now. */
  @FunctionalInterface
  interface Reach {
    CompletionStage<Long> of(EntityId id, long epoch);
  }

  private final Heads heads;
  private final Missing missing;
  private final Reach reach;

  WeakHeads(Heads heads, Missing missing, Reach reach) {
    this.heads = heads;
    this.missing = missing;
    this.reach = reach;
  }

  @Override
  public CompletionStage<Optional<HeadRow>> read(EntityId id) {
    return missing == Missing.ENDS
        ? heads
            .read(id)
            .thenCompose(
                row ->
                    row.isEmpty()
                        ? CompletableFuture.completedFuture(row)
                        : withReaches(id, row.get()).thenApply(Optional::of))
        : heads.read(id);
  }

  private CompletionStage<HeadRow> withReaches(EntityId id, HeadRow row) {
    NavigableMap<Long, Long> ends = new TreeMap<>();
    CompletionStage<?> all = CompletableFuture.completedFuture(null);
    for (Long epoch : row.ends().keySet()) {
      all = all.thenCompose(done -> reach.of(id, epoch).thenAccept(end -> ends.put(epoch, end)));
    }
    return all.thenApply(
        done ->
            new HeadRow(
                row.epoch(),
                row.pinned(),
                row.server(),
                ends,
                row.snapshot(),
                row.state(),
                row.counters()));
  }

  @Override
  public CompletionStage<TakeResult> take(EntityId id, Optional<HeadRow> justRead) {
    return heads.take(id, justRead);
  }

  @Override
  public CompletionStage<Long> epochOf(EntityId id) {
    return heads.epochOf(id);
  }

  @Override
  public CompletionStage<?> announce(HeadRow taken) {
    return missing == Missing.ANNOUNCE
        ? CompletableFuture.completedFuture(null)
        : heads.announce(taken);
  }

  @Override
  public CompletionStage<Optional<Claim>> confirm(Claim claim) {
    return switch (missing) {
      case CONFIRM -> CompletableFuture.completedFuture(Optional.of(claim));
      case ANNOUNCE, ENDS -> heads.confirm(claim);
    };
  }

  @Override
  public CompletionStage<Fenced> pin(
      EntityId id, long myEpoch, Optional<ClosedLog> predecessor, Optional<SnapshotRef> snapshot) {
    return heads.pin(id, myEpoch, predecessor, snapshot);
  }

  @Override
  public CompletionStage<Fenced> pointSnapshot(EntityId id, long myEpoch, SnapshotRef snapshot) {
    return heads.pointSnapshot(id, myEpoch, snapshot);
  }

  @Override
  public CompletionStage<Fenced> close(
      EntityId id, long myEpoch, HeadState state, Counters counters) {
    return heads.close(id, myEpoch, state, counters);
  }

  @Override
  public CompletionStage<NavigableMap<Long, Long>> ends(EntityId id) {
    return heads.ends(id);
  }

  @Override
  public CompletionStage<Map<EntityId, HeadRow>> readAll(Collection<EntityId> ids) {
    return heads.readAll(ids);
  }
}
