package org.yubin.persistence.head;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.yubin.persistence.cql.Lanes;

/**
 * Heads in the tables {@code head} and {@code epoch_end}.
 *
 * <p>The row of {@code head} is changed by lightweight transactions alone. An end is first in its
 * map {@code ends}, put there by the same transaction that pins; before a snapshot lets the head
 * forget it, it is copied to {@code epoch_end}. A pinned end never changes, so the copy may be made
 * twice, and by an owner that is no longer one.
 */
public final class CassandraHeads implements Heads {
  private static final int PARALLEL_READS = 32;

  private final CqlSession session;
  private final HeadStatements statements;
  private final Losses losses;

  private CassandraHeads(CqlSession session, HeadStatements statements, Losses losses) {
    this.session = session;
    this.statements = statements;
    this.losses = losses;
  }

  /**
   * Prepares the statements and makes the row of this owner; the tables must be there.
   *
   * @param me new for each call
   */
  public static CompletionStage<Heads> open(CqlSession session, String keyspace, OwnerId me) {
    return HeadStatements.prepare(session, keyspace)
        .thenCompose(
            statements ->
                Losses.open(session, statements, me)
                    .thenApply(losses -> new CassandraHeads(session, statements, losses)));
  }

  @Override
  public CompletionStage<Optional<HeadRow>> read(EntityId id) {
    return execute(statements.read(), id.kind().word(), id.id())
        .thenApply(rows -> Optional.ofNullable(rows.one()).map(HeadColumns::row));
  }

  @Override
  public CompletionStage<TakeResult> take(EntityId id, Optional<HeadRow> justRead) {
    CompletionStage<AsyncResultSet> taken;
    long epoch;
    long known = losses.seen();
    if (justRead.isEmpty()) {
      epoch = 1;
      taken = execute(statements.takeFirst(), id.kind().word(), id.id());
    } else {
      HeadRow head = justRead.get();
      epoch = head.epoch() + 1;
      HeadState next = head.state() == HeadState.DELETED ? HeadState.DELETED : HeadState.OPEN;
      taken =
          execute(
              statements.takeNext(),
              epoch,
              HeadColumns.word(next),
              id.kind().word(),
              id.id(),
              head.epoch(),
              head.pinned(),
              head.snapshot().map(SnapshotRef::epoch).orElse(0L),
              head.snapshot().map(SnapshotRef::sequence).orElse(0L),
              HeadColumns.word(head.state()));
    }
    return taken.thenApply(
        result ->
            result.wasApplied()
                ? new TakeResult.Applied(new Claim(id, epoch, known))
                : new TakeResult.NotApplied());
  }

  @Override
  public CompletionStage<?> announce(HeadRow taken) {
    if (taken.server().isEmpty() || taken.state() == HeadState.CLOSED) {
      return CompletableFuture.completedFuture(null);
    }
    return losses.raise(taken.server().get());
  }

  @Override
  public CompletionStage<Optional<Claim>> confirm(Claim claim) {
    return losses
        .count()
        .thenCompose(
            count -> {
              if (count == claim.losses()) {
                return CompletableFuture.completedFuture(Optional.of(claim));
              }
              if (count == Losses.GONE) {
                return CompletableFuture.completedFuture(Optional.<Claim>empty());
              }
              return epochOf(claim.id())
                  .thenApply(
                      epoch ->
                          epoch == claim.epoch()
                              ? Optional.of(new Claim(claim.id(), epoch, count))
                              : Optional.empty());
            });
  }

  @Override
  public CompletionStage<Fenced> pin(
      EntityId id, long myEpoch, Optional<ClosedLog> predecessor, Optional<SnapshotRef> snapshot) {
    predecessor.ifPresent(
        log -> require(log.epoch() < myEpoch, "predecessor " + log, "before epoch " + myEpoch));
    snapshot.ifPresent(
        ref -> require(ref.epoch() == myEpoch, "snapshot " + ref, "of epoch " + myEpoch));
    Map<Long, Long> end = predecessor.map(log -> Map.of(log.epoch(), log.end())).orElse(Map.of());
    CompletionStage<AsyncResultSet> pinned =
        snapshot.isEmpty()
            ? execute(
                statements.pin(),
                myEpoch,
                losses.me().value(),
                end,
                id.kind().word(),
                id.id(),
                myEpoch)
            : execute(
                statements.pinWithSnapshot(),
                myEpoch,
                losses.me().value(),
                end,
                snapshot.get().epoch(),
                snapshot.get().sequence(),
                id.kind().word(),
                id.id(),
                myEpoch);
    return pinned.thenApply(CassandraHeads::fenced);
  }

  @Override
  public CompletionStage<Long> epochOf(EntityId id) {
    return execute(statements.epochOf(), id.kind().word(), id.id())
        .thenApply(
            rows -> {
              Row row = rows.one();
              return row == null ? 0L : row.getLong("epoch");
            });
  }

  @Override
  public CompletionStage<Fenced> pointSnapshot(EntityId id, long myEpoch, SnapshotRef snapshot) {
    require(snapshot.epoch() == myEpoch, "snapshot " + snapshot, "of epoch " + myEpoch);
    return read(id)
        .thenCompose(
            head -> {
              NavigableMap<Long, Long> forgotten =
                  head.map(row -> row.ends().headMap(snapshot.epoch(), false))
                      .orElse(Collections.emptyNavigableMap());
              return keep(id, forgotten)
                  .thenCompose(
                      kept ->
                          execute(
                              statements.point(),
                              snapshot.epoch(),
                              snapshot.sequence(),
                              forgotten.keySet(),
                              id.kind().word(),
                              id.id(),
                              myEpoch))
                  .thenApply(CassandraHeads::fenced);
            });
  }

  @Override
  public CompletionStage<Fenced> close(
      EntityId id, long myEpoch, HeadState state, Counters counters) {
    require(state != HeadState.OPEN, "state " + state, "CLOSED or DELETED");
    return execute(
            statements.close(),
            HeadColumns.word(state),
            counters.messages(),
            counters.unseen(),
            counters.deleted(),
            counters.sizeOctets(),
            counters.uidNext(),
            counters.uidValidity(),
            counters.highestModSeq(),
            counters.recentFrom(),
            id.kind().word(),
            id.id(),
            myEpoch)
        .thenApply(CassandraHeads::fenced);
  }

  /** The head is read first: an end that it forgets meanwhile is in the table by then. */
  @Override
  public CompletionStage<NavigableMap<Long, Long>> ends(EntityId id) {
    return read(id)
        .thenCompose(
            head -> {
              NavigableMap<Long, Long> ends = new TreeMap<>();
              head.ifPresent(row -> ends.putAll(row.ends()));
              return execute(statements.ends(), id.kind().word(), id.id())
                  .thenCompose(rows -> addAll(rows, ends));
            });
  }

  @Override
  public CompletionStage<Map<EntityId, HeadRow>> readAll(Collection<EntityId> ids) {
    Map<EntityId, HeadRow> found = new ConcurrentHashMap<>();
    return Lanes.forEach(
            List.copyOf(new LinkedHashSet<>(ids)),
            PARALLEL_READS,
            id -> read(id).thenAccept(head -> head.ifPresent(row -> found.put(id, row))))
        .thenApply(all -> Map.copyOf(found));
  }

  private CompletionStage<?> keep(EntityId id, NavigableMap<Long, Long> ends) {
    if (ends.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED).setIdempotence(true);
    ends.forEach(
        (epoch, end) ->
            batch.addStatement(statements.keepEnd().bind(id.kind().word(), id.id(), epoch, end)));
    return session.executeAsync(batch.build());
  }

  private static CompletionStage<NavigableMap<Long, Long>> addAll(
      AsyncResultSet rows, NavigableMap<Long, Long> ends) {
    rows.currentPage().forEach(row -> ends.put(row.getLong("epoch"), row.getLong("end")));
    return rows.hasMorePages()
        ? rows.fetchNextPage().thenCompose(more -> addAll(more, ends))
        : CompletableFuture.completedFuture(ends);
  }

  private CompletionStage<AsyncResultSet> execute(PreparedStatement statement, Object... values) {
    return session.executeAsync(statement.bind(values));
  }

  private static Fenced fenced(AsyncResultSet result) {
    return result.wasApplied() ? Fenced.APPLIED : Fenced.SUPERSEDED;
  }

  private static void require(boolean holds, String value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(value + " (expected: " + expected + ")");
    }
  }
}
