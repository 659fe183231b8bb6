package org.yubin.entity;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.yubin.entity.FencePoints.Point;
import org.yubin.persistence.head.Claim;
import org.yubin.persistence.head.ClosedLog;
import org.yubin.persistence.head.Counters;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.Fenced;
import org.yubin.persistence.head.HeadRow;
import org.yubin.persistence.head.HeadState;
import org.yubin.persistence.head.SnapshotRef;
import org.yubin.persistence.head.TakeResult;
import org.yubin.persistence.journal.LogEvent;
import org.yubin.persistence.journal.LogReader;
import org.yubin.persistence.journal.Snapshot;

/**
 * How an entity has exactly one owner whose word counts.
 *
 * <p>Nothing keeps a paused owner from waking up and writing on, neither the journal nor the
 * cluster. So each owner takes an <b>epoch</b>, and each epoch has a log of its own: a late write
 * lands in a log that nobody else writes, and behind the end that the next owner has pinned, where
 * nobody looks.
 *
 * <ol>
 *   <li><b>Take</b> the next epoch, if the head is still as it was read; not applied: read again.
 *   <li><b>Announce</b> it to the owner that served until then, unless it has closed the head:
 *       raise its count of losses, which it reads to confirm anything.
 *   <li><b>Recover</b>: the snapshot, every closed log up to its pinned end, and the log of the
 *       last owner that was allowed to serve, as far as it reaches now. Epochs that were taken but
 *       never pinned served nothing.
 *   <li>Where that chain was long, <b>write a snapshot</b>, so that it is not long again.
 *   <li><b>Pin</b>: close the last owner's log at the number just read, if the epoch is still mine.
 *   <li>Serve, and after each write <b>confirm</b> by a read that begins after the journal's
 *       acknowledgement that no newer epoch has been announced.
 * </ol>
 *
 * <p>Why it is safe: if the confirming read sees the count of losses where it stood, no newer owner
 * had done announcing when the read began. Then a newer owner reads this log after the event was
 * written at a quorum, and includes it below the end that it pins. If the count has been raised,
 * the read sees it, and this owner looks at the epoch itself, which was taken before the count was
 * raised; if it is another's, it stays silent. It rests on the intersection of quorums alone, on no
 * clock and no failure detector.
 *
 * <p>A stage that fails leaves the outcome unknown: the owner stops, and the next one starts again
 * at the take.
 *
 * @param <S> the state
 */
final class Fence<S> {
  private static final Logger LOG = LoggerFactory.getLogger(Fence.class);

  /** A head that changes under this many takes in a row is contended beyond reason. */
  private static final int MOST_TAKES = 32;

  /**
   * A pinned epoch.
   *
   * @param state all that the closed logs hold
   * @param eventsReplayed how many records lie behind the last snapshot
   * @param snapshotWritten whether recovery wrote one
   * @param counters as the last clean stop left them
   * @param afterLoss whether the last owner that served had not said its last word
   */
  record Opened<S>(
      long epoch,
      S state,
      long eventsReplayed,
      boolean snapshotWritten,
      Counters counters,
      boolean afterLoss) {}

  /** What recovery has read; {@code open}: the last owner's log and how far it reached. */
  private record Recovered<S>(S state, long replayed, int logs, Optional<ClosedLog> open) {}

  private final EntityModel<S, ?, ?> model;
  private final EntityId id;
  private final EntityPorts ports;
  private volatile @Nullable Claim claim;
  private volatile @Nullable Snapshot base;

  Fence(EntityModel<S, ?, ?> model, EntityId id, EntityPorts ports) {
    this.model = model;
    this.id = id;
    this.ports = ports;
  }

  /** Take, recover and pin; empty if a newer owner came in between. */
  CompletionStage<Optional<Opened<S>>> open() {
    return at(Point.BEFORE_TAKE)
        .thenCompose(go -> take(MOST_TAKES))
        .thenCompose(
            head ->
                at(Point.AFTER_TAKE)
                    .thenCompose(go -> announce(head))
                    .thenCompose(told -> at(Point.AFTER_ANNOUNCE))
                    .thenCompose(go -> recoverAndPin(head)));
  }

  /** The confirming read: whether no newer epoch had been taken when it was issued. */
  CompletionStage<Boolean> mine() {
    Claim held = claim;
    if (held == null) {
      throw new IllegalStateException(id + ": confirmed before it was taken");
    }
    return ports
        .heads()
        .confirm(held)
        .thenApply(
            confirmed -> {
              confirmed.ifPresent(newer -> claim = newer);
              return confirmed.isPresent();
            });
  }

  /** Writes the state as a snapshot and points to it; false if a newer owner has come. */
  CompletionStage<Boolean> snapshot(S state, long sequence) {
    SnapshotRef at = new SnapshotRef(epoch(), sequence);
    return write(at, state).thenCompose(this::point);
  }

  /**
   * Points again to the snapshot that was written in recovery: so the head forgets what lies before
   * it, which the pin does not make it do. False if a newer owner has come.
   */
  CompletionStage<Boolean> settle() {
    Snapshot pinned = base;
    return pinned == null ? CompletableFuture.completedFuture(true) : point(pinned);
  }

  private CompletionStage<Boolean> point(Snapshot written) {
    SnapshotRef at = written.manifest().at();
    return ports
        .heads()
        .pointSnapshot(id, epoch(), at)
        .thenCompose(
            pointed -> {
              if (pointed == Fenced.SUPERSEDED) {
                return CompletableFuture.completedFuture(false);
              }
              base = written;
              return thin(at).thenApply(thinned -> true);
            });
  }

  /** The last word: the head row tells the counters until a next owner comes. */
  CompletionStage<Boolean> close(HeadState state, Counters counters) {
    return ports.heads().close(id, epoch(), state, counters).thenApply(Fenced.APPLIED::equals);
  }

  /** A log event that names the entity and the epoch. */
  LoggingEventBuilder naming(LoggingEventBuilder event) {
    return event.addKeyValue(id.kind().word(), id.id()).addKeyValue("epoch", epoch());
  }

  /** The epoch taken; 0 before. */
  long epoch() {
    Claim held = claim;
    return held == null ? 0 : held.epoch();
  }

  @Override
  public String toString() {
    return id + "|" + epoch();
  }

  private CompletionStage<Optional<HeadRow>> take(int triesLeft) {
    if (triesLeft == 0) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(id + ": head changed under " + MOST_TAKES + " takes in a row"));
    }
    return ports
        .heads()
        .read(id)
        .thenCompose(
            head ->
                ports
                    .heads()
                    .take(id, head)
                    .thenCompose(
                        result -> {
                          if (result instanceof TakeResult.Applied applied) {
                            claim = applied.claim();
                            return CompletableFuture.completedFuture(head);
                          }
                          return take(triesLeft - 1);
                        }));
  }

  private CompletionStage<?> announce(Optional<HeadRow> taken) {
    return taken.isPresent()
        ? ports.heads().announce(taken.get())
        : CompletableFuture.completedFuture(null);
  }

  private CompletionStage<Optional<Opened<S>>> recoverAndPin(Optional<HeadRow> head) {
    return recover(head)
        .thenCompose(
            recovered ->
                snapshotIfLong(recovered)
                    .thenCompose(
                        snapshot ->
                            at(Point.BEFORE_PIN)
                                .thenCompose(
                                    go ->
                                        ports
                                            .heads()
                                            .pin(
                                                id,
                                                epoch(),
                                                recovered.open(),
                                                snapshot.map(s -> s.manifest().at())))
                                .thenCompose(pinned -> at(Point.AFTER_PIN).thenApply(go -> pinned))
                                .thenApply(
                                    pinned ->
                                        pinned == Fenced.APPLIED
                                            ? Optional.of(opened(head, recovered, snapshot))
                                            : Optional.<Opened<S>>empty())));
  }

  private Opened<S> opened(
      Optional<HeadRow> head, Recovered<S> recovered, Optional<Snapshot> snapshot) {
    snapshot.ifPresent(written -> base = written);
    return new Opened<>(
        epoch(),
        recovered.state(),
        snapshot.isPresent() ? 0 : recovered.replayed(),
        snapshot.isPresent(),
        head.map(HeadRow::counters).orElse(Counters.ZERO),
        head.filter(row -> row.server().isPresent() && row.state() == HeadState.OPEN).isPresent());
  }

  private CompletionStage<Recovered<S>> recover(Optional<HeadRow> head) {
    if (head.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Recovered<>(model.empty(), 0, 0, Optional.empty()));
    }
    HeadRow row = head.get();
    SnapshotRef from = row.snapshot().orElse(new SnapshotRef(1, 0));
    return start(row).thenCompose(state -> readLogs(row, from, model.replayer(state)));
  }

  private CompletionStage<S> start(HeadRow row) {
    if (row.snapshot().isEmpty()) {
      return CompletableFuture.completedFuture(model.empty());
    }
    return ports
        .pages()
        .load(id, row.snapshot().get())
        .thenApply(
            loaded -> {
              S state = model.restore(loaded);
              base = loaded.as(model.pages(state));
              return state;
            });
  }

  private CompletionStage<Recovered<S>> readLogs(
      HeadRow row, SnapshotRef from, Replayer<S> replayer) {
    CompletionStage<Void> read = CompletableFuture.completedFuture(null);
    int logs = 0;
    for (Map.Entry<Long, Long> closed : row.ends().tailMap(from.epoch(), true).entrySet()) {
      read =
          read.thenCompose(done -> readClosed(closed.getKey(), closed.getValue(), from, replayer));
      logs++;
    }
    if (row.pinned() == 0) {
      return read.thenApply(done -> new Recovered<>(replayer.state(), 0, 0, Optional.empty()));
    }
    int chain = logs + 1;
    return read.thenCompose(done -> readOpen(row.pinned(), from, replayer))
        .thenApply(
            end ->
                new Recovered<>(
                    replayer.state(),
                    replayer.committed(),
                    chain,
                    Optional.of(new ClosedLog(row.pinned(), end))));
  }

  private CompletionStage<Void> readClosed(
      long closed, long end, SnapshotRef from, Replayer<S> replayer) {
    long first = first(closed, from);
    if (end < first) {
      return CompletableFuture.completedFuture(null);
    }
    long before = replayer.committed();
    return read(closed, first, OptionalLong.of(end), replayer)
        .thenAccept(
            last -> {
              long events = replayer.committed() - before;
              if (events != end - first + 1) {
                throw new IllegalStateException(
                    "%s|%d: %d committed records from %d to its end %d (expected: all)"
                        .formatted(id, closed, events, first, end));
              }
            });
  }

  /** The end of the log of complete commands; an open tail is left behind it. */
  private CompletionStage<Long> readOpen(long pinned, SnapshotRef from, Replayer<S> replayer) {
    long first = first(pinned, from);
    long before = replayer.committed();
    return read(pinned, first, OptionalLong.empty(), replayer)
        .thenApply(last -> first - 1 + (replayer.committed() - before));
  }

  private CompletionStage<Long> read(long of, long first, OptionalLong end, Replayer<S> replayer) {
    return ports
        .logs()
        .fold(id, of, first, end, replayer, Fence::accept)
        .thenApply(LogReader.Folded::lastSequence);
  }

  private static <S> Replayer<S> accept(Replayer<S> replayer, LogEvent event) {
    replayer.accept(event.payload());
    return replayer;
  }

  private static long first(long log, SnapshotRef from) {
    return log == from.epoch() ? from.sequence() + 1 : 1;
  }

  private CompletionStage<Optional<Snapshot>> snapshotIfLong(Recovered<S> recovered) {
    if (recovered.logs() <= ports.settings().chainLogs()
        && recovered.replayed() <= ports.settings().chainEvents()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return write(new SnapshotRef(epoch(), 0), recovered.state()).thenApply(Optional::of);
  }

  private CompletionStage<Snapshot> write(SnapshotRef at, S state) {
    return ports
        .pages()
        .write(id, at, model.timeOf(state), model.pages(state), Optional.ofNullable(base));
  }

  /** Old snapshots become sparse; failing at that harms nobody. */
  private CompletionStage<Integer> thin(SnapshotRef pointed) {
    Instant now = ports.clock().instant();
    return ports
        .heads()
        .ends(id)
        .thenCompose(ends -> ports.pages().thin(id, pointed, ends, now))
        .exceptionally(
            failure -> {
              naming(LOG.atWarn())
                  .setCause(failure)
                  .log("old snapshots not thinned, the next snapshot tries again");
              return 0;
            });
  }

  private CompletionStage<Void> at(Point point) {
    return ports.points().at(point, epoch());
  }
}
