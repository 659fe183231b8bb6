package org.yubin.persistence.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits until all Cassandra nodes that can be reached know the same schema. The driver waits after
 * a change of its own; who finds that another has made it already, and then asks a node that has
 * not heard of it, gets an error.
 */
final class SchemaAgreement {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long POLL_MILLIS = 200;

  private final CqlSession session;

  SchemaAgreement(CqlSession session) {
    this.session = session;
  }

  /** Completes when they agree; fails after a minute. */
  CompletionStage<Void> reached() {
    return reached(System.nanoTime() + PATIENCE.toNanos());
  }

  /**
   * Asks for what another may just have made, again while the node that is asked has not heard of
   * it; for a minute. (Nodes tell of their schemas with a delay: they may seem to agree.)
   */
  <T> CompletionStage<T> patiently(Supplier<CompletionStage<T>> ask) {
    return patiently(ask, System.nanoTime() + PATIENCE.toNanos());
  }

  private <T> CompletionStage<T> patiently(Supplier<CompletionStage<T>> ask, long deadlineNanos) {
    return ask.get()
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(answer);
              }
              Throwable cause =
                  failure instanceof CompletionException && failure.getCause() != null
                      ? failure.getCause()
                      : failure;
              if (cause instanceof InvalidQueryException && System.nanoTime() < deadlineNanos) {
                return later().thenCompose(again -> patiently(ask, deadlineNanos));
              }
              return CompletableFuture.<T>failedFuture(cause);
            })
        .thenCompose(outcome -> outcome);
  }

  /** The pause between two tries. */
  static CompletionStage<Void> later() {
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(POLL_MILLIS, TimeUnit.MILLISECONDS));
  }

  private CompletionStage<Void> reached(long deadlineNanos) {
    return session
        .checkSchemaAgreementAsync()
        .thenCompose(
            agreed -> {
              if (agreed) {
                return CompletableFuture.completedFuture(null);
              }
              if (System.nanoTime() > deadlineNanos) {
                return CompletableFuture.failedFuture(
                    new IllegalStateException(
                        "schema: Cassandra's nodes do not agree after "
                            + PATIENCE.toSeconds()
                            + " s (expected: all that can be reached to know the same)"));
              }
              return later().thenCompose(again -> reached(deadlineNanos));
            });
  }
}
