package org.yubin.persistence.schema;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A lock row that one node holds while it changes the schema. It has a time to live, so a node that
 * dies holding it keeps the others waiting for a minute at most; the holder renews it before each
 * file. The tables have fixed ids: nodes that make them at the same moment make the same ones.
 */
final class SchemaLock {
  static final Duration SCHEMA_TIMEOUT = Duration.ofSeconds(30);
  private static final int TTL_SECONDS = 60;

  private final CqlSession session;
  private final String keyspace;
  private final UUID holder;

  SchemaLock(CqlSession session, String keyspace, UUID holder) {
    this.session = session;
    this.keyspace = keyspace;
    this.holder = holder;
  }

  /** Makes the tables of the lock and of the list of migrations. */
  CompletionStage<AsyncResultSet> make() {
    return table("schema_lock (name text PRIMARY KEY, holder uuid)", "schema_lock")
        .thenCompose(
            made ->
                table(
                    "schema_migration (number int PRIMARY KEY, file text, hash text, applied_at"
                        + " timestamp)",
                    "schema_migration"));
  }

  private CompletionStage<AsyncResultSet> table(String definition, String name) {
    UUID id = UUID.nameUUIDFromBytes((keyspace + "." + name).getBytes(StandardCharsets.UTF_8));
    return session.executeAsync(
        SimpleStatement.newInstance(
                "CREATE TABLE IF NOT EXISTS %s.%s WITH ID = %s".formatted(keyspace, definition, id))
            .setTimeout(SCHEMA_TIMEOUT));
  }

  /** Runs the work holding the lock; fails if it cannot be had within {@code patience}. */
  <T> CompletionStage<T> hold(Duration patience, Supplier<CompletionStage<T>> work) {
    return acquire(System.nanoTime() + patience.toNanos())
        .thenCompose(held -> work.get())
        .handle(
            (result, failed) ->
                release()
                    .handle(
                        (released, releaseFailed) -> {
                          if (failed != null && releaseFailed != null) {
                            failed.addSuppressed(releaseFailed);
                          }
                          Throwable why = failed != null ? failed : releaseFailed;
                          return why == null
                              ? CompletableFuture.completedFuture(result)
                              : CompletableFuture.<T>failedFuture(why);
                        })
                    .thenCompose(outcome -> outcome))
        .thenCompose(outcome -> outcome);
  }

  /** Goes on holding it; fails if it was lost. */
  CompletionStage<?> renew() {
    return conditional(
            "UPDATE %s.schema_lock USING TTL %d SET holder = ? WHERE name = 'schema' IF holder = ?"
                .formatted(keyspace, TTL_SECONDS),
            holder,
            holder)
        .thenAccept(
            held -> {
              if (!held) {
                throw new IllegalStateException(
                    "schema lock: lost after "
                        + TTL_SECONDS
                        + " s (expected: a file to take less)");
              }
            });
  }

  private CompletionStage<Void> acquire(long deadlineNanos) {
    return insert()
        .handle(
            (held, failure) -> {
              boolean late = System.nanoTime() > deadlineNanos;
              if (failure != null && (late || !isInDoubt(failure))) {
                return CompletableFuture.<Void>failedFuture(failure);
              }
              if (Boolean.TRUE.equals(held)) {
                return CompletableFuture.<Void>completedFuture(null);
              }
              if (late) {
                return CompletableFuture.<Void>failedFuture(
                    new IllegalStateException("schema lock: held by another node for too long"));
              }
              return SchemaAgreement.later().thenCompose(again -> acquire(deadlineNanos));
            })
        .thenCompose(outcome -> outcome);
  }

  /** Also true if it is held by this holder already, by an insertion of unknown outcome. */
  private CompletionStage<Boolean> insert() {
    return session
        .executeAsync(
            SimpleStatement.newInstance(
                    "INSERT INTO %s.schema_lock (name, holder) VALUES ('schema', ?) IF NOT EXISTS USING TTL %d"
                        .formatted(keyspace, TTL_SECONDS),
                    holder)
                .setSerialConsistencyLevel(ConsistencyLevel.LOCAL_SERIAL))
        .thenApply(
            result -> {
              if (result.wasApplied()) {
                return true;
              }
              Row other = result.one();
              return other != null && holder.equals(other.getUuid("holder"));
            });
  }

  /** Several who come at once get in each other's way; whether one has succeeded is not known. */
  private static boolean isInDoubt(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof CASWriteUnknownException
        || cause instanceof WriteTimeoutException
        || cause instanceof DriverTimeoutException;
  }

  private CompletionStage<Boolean> release() {
    return conditional(
        "DELETE FROM %s.schema_lock WHERE name = 'schema' IF holder = ?".formatted(keyspace),
        holder);
  }

  /** Tries again while the outcome is in doubt; what is asked for here may be repeated. */
  private CompletionStage<Boolean> conditional(String cql, Object... values) {
    return conditional(System.nanoTime() + SCHEMA_TIMEOUT.toNanos(), cql, values);
  }

  private CompletionStage<Boolean> conditional(long deadlineNanos, String cql, Object... values) {
    return session
        .executeAsync(SimpleStatement.newInstance(cql, values).setIdempotent(false))
        .thenApply(AsyncResultSet::wasApplied)
        .exceptionallyCompose(
            failure ->
                isInDoubt(failure) && System.nanoTime() < deadlineNanos
                    ? SchemaAgreement.later()
                        .thenCompose(again -> conditional(deadlineNanos, cql, values))
                    : CompletableFuture.failedFuture(failure));
  }
}
