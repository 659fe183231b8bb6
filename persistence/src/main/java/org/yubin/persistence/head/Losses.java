package org.yubin.persistence.head;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts of losses: each owner has one in table {@code owner}, which is raised whenever an entity
 * may have been taken from it. While its own count stands where it stood, an owner has lost
 * nothing, so that one read confirms all that it owns.
 */
final class Losses {
  /** An owner whose row is not there has lost everything. */
  static final long GONE = -1;

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int MOST_TRIES = 64;

  private final CqlSession session;
  private final HeadStatements statements;
  private final OwnerId me;
  private final SharedRead<Long> mine;
  private final AtomicLong seen = new AtomicLong();
  private final Map<OwnerId, SharedRead<Long>> raises = new ConcurrentHashMap<>();

  private Losses(CqlSession session, HeadStatements statements, OwnerId me) {
    this.session = session;
    this.statements = statements;
    this.me = me;
    this.mine = new SharedRead<>(() -> read(me).thenApply(this::see), PATIENCE_NANOS);
  }

  /** Makes the row of a new owner. */
  static CompletionStage<Losses> open(CqlSession session, HeadStatements statements, OwnerId me) {
    return session
        .executeAsync(statements.enter().bind(me.value()))
        .thenApply(
            entered -> {
              if (!entered.wasApplied()) {
                throw new IllegalStateException("owner " + me.value() + ": exists already");
              }
              return new Losses(session, statements, me);
            });
  }

  OwnerId me() {
    return me;
  }

  /** This owner's count, by a statement that is issued after this call; or {@link #GONE}. */
  CompletionStage<Long> count() {
    return mine.get();
  }

  /** A count of this owner's that was true before this call. */
  long seen() {
    return seen.get();
  }

  /**
   * Raises the count of an owner; begins after this call, and is shared by all who ask meanwhile.
   */
  CompletionStage<Long> raise(OwnerId of) {
    SharedRead<Long> raise =
        raises.computeIfAbsent(
            of, owner -> new SharedRead<>(() -> raise(owner, MOST_TRIES), Long.MAX_VALUE));
    return raise.get();
  }

  private CompletionStage<Long> raise(OwnerId of, int triesLeft) {
    return read(of).thenCompose(count -> raiseFrom(of, count, triesLeft));
  }

  private CompletionStage<Long> raiseFrom(OwnerId of, long count, int triesLeft) {
    if (count == GONE) {
      return CompletableFuture.completedFuture(GONE);
    }
    if (triesLeft == 0) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "owner " + of.value() + ": count changed under " + MOST_TRIES + " raises in a row"));
    }
    return session
        .executeAsync(statements.raise().bind(count + 1, of.value(), count))
        .thenCompose(
            raised -> {
              if (raised.wasApplied()) {
                return CompletableFuture.completedFuture(count + 1);
              }
              Row row = raised.one();
              OptionalLong now =
                  row == null || row.isNull("losses")
                      ? OptionalLong.empty()
                      : OptionalLong.of(row.getLong("losses"));
              return raiseFrom(of, now.orElse(GONE), triesLeft - 1);
            });
  }

  private CompletionStage<Long> read(OwnerId owner) {
    return session
        .executeAsync(statements.losses().bind(owner.value()))
        .thenApply(
            rows -> {
              Row row = rows.one();
              return row == null ? GONE : row.getLong("losses");
            });
  }

  private long see(long count) {
    seen.accumulateAndGet(count, Math::max);
    return count;
  }
}
