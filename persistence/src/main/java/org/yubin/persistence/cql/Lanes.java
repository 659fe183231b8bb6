package org.yubin.persistence.cql;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Many small pieces of asynchronous work, a bounded number of them at a time. */
public final class Lanes<T, R> {
  private final List<T> items;
  private final Function<T, CompletionStage<R>> work;
  private final AtomicReferenceArray<R> results;
  private final AtomicInteger next = new AtomicInteger();

  private Lanes(List<T> items, Function<T, CompletionStage<R>> work) {
    this.items = items;
    this.work = work;
    this.results = new AtomicReferenceArray<>(items.size());
  }

  /**
   * Does {@code work} for each item, at most {@code atMost} at once; results in the order of the
   * items. The first failure stops what has not begun and fails the whole.
   */
  public static <T, R> CompletionStage<List<R>> map(
      List<T> items, int atMost, Function<T, CompletionStage<R>> work) {
    Lanes<T, R> lanes = new Lanes<>(items, work);
    CompletableFuture<?>[] all = new CompletableFuture<?>[Math.min(atMost, items.size())];
    Arrays.setAll(all, i -> lanes.run());
    return CompletableFuture.allOf(all).thenApply(done -> lanes.collected());
  }

  /** As {@link #map}, for work without a result. */
  public static <T> CompletionStage<Void> forEach(
      List<T> items, int atMost, Function<T, CompletionStage<Void>> work) {
    return map(items, atMost, item -> work.apply(item).thenApply(done -> true))
        .thenApply(done -> null);
  }

  /** Loops over work that is done at once, so that a long list cannot exhaust the stack. */
  private CompletableFuture<Void> run() {
    while (true) {
      int index = next.getAndIncrement();
      if (index >= items.size()) {
        return CompletableFuture.completedFuture(null);
      }
      CompletableFuture<R> result = begin(index);
      if (!result.isDone()) {
        return result.handle((value, failure) -> index).thenCompose(done -> keep(done, result));
      }
      if (result.isCompletedExceptionally()) {
        return keep(index, result);
      }
      results.set(index, result.getNow(null));
    }
  }

  private CompletableFuture<Void> keep(int index, CompletableFuture<R> result) {
    if (result.isCompletedExceptionally()) {
      next.set(items.size());
      return result.thenApply(none -> null);
    }
    results.set(index, result.getNow(null));
    return run();
  }

  // A piece of work that throws instead of failing its stage must not leave the others unwatched.
  @SuppressWarnings("CatchingUnchecked")
  private CompletableFuture<R> begin(int index) {
    try {
      return work.apply(items.get(index)).toCompletableFuture();
    } catch (RuntimeException thrown) {
      return CompletableFuture.failedFuture(thrown);
    }
  }

  private List<R> collected() {
    return IntStream.range(0, items.size()).mapToObj(results::get).toList();
  }
}
