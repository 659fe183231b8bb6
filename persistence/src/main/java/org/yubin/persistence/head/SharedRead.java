package org.yubin.persistence.head;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One statement for all who ask at about the same time. Who asks while a statement is under way
 * waits for the next one: so a statement is always issued after each request that it answers, as
 * the fence wants it, and the busier the node, the more requests share one. A statement that takes
 * long holds the others up no further: then a second one is issued, and so on up to a bound.
 *
 * <p>A statement that fails fails all who share it. Thread safe; stages complete on the threads of
 * the statement.
 *
 * @param <T> the answer
 */
final class SharedRead<T> {
  private static final int MOST_STATEMENTS = 32;

  private final Supplier<CompletionStage<T>> statement;
  private final long patienceNanos;

  private List<CompletableFuture<T>> waiting = new ArrayList<>();
  private int underWay;
  private long lastIssuedNanos;

  /**
   * @param statement issues the statement
   * @param patienceNanos after this long nobody waits for a statement that is under way
   */
  SharedRead(Supplier<CompletionStage<T>> statement, long patienceNanos) {
    this.statement = statement;
    this.patienceNanos = patienceNanos;
  }

  /** The answer of a statement that is issued after this call. */
  CompletionStage<T> get() {
    CompletableFuture<T> answer = new CompletableFuture<>();
    synchronized (this) {
      waiting.add(answer);
    }
    issue();
    return answer;
  }

  private void issue() {
    List<CompletableFuture<T>> together;
    synchronized (this) {
      long now = System.nanoTime();
      boolean wait = underWay > 0 && now - lastIssuedNanos < patienceNanos;
      if (waiting.isEmpty() || wait || underWay >= MOST_STATEMENTS) {
        return;
      }
      together = waiting;
      waiting = new ArrayList<>();
      underWay++;
      lastIssuedNanos = now;
    }
    statement
        .get()
        .whenComplete(
            (answer, failure) -> {
              synchronized (this) {
                underWay--;
              }
              issue();
              for (CompletableFuture<T> one : together) {
                if (failure == null) {
                  one.complete(answer);
                } else {
                  one.completeExceptionally(failure);
                }
              }
            });
  }
}
