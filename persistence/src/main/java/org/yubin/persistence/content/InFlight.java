package org.yubin.persistence.content;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Counts writes on their way and says when there is room for another. Thread safe. */
final class InFlight {
  private final int most;
  private int count;
  private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);
  private @Nullable Throwable failure;

  InFlight(int most) {
    this.most = most;
  }

  /**
   * Counts a write that has begun.
   *
   * @return completes when another may begin; fails once any write has failed
   */
  CompletableFuture<Void> add(CompletionStage<Void> write) {
    CompletableFuture<Void> answer;
    synchronized (this) {
      count++;
      if (drained.isDone()) {
        drained = new CompletableFuture<>();
      }
      if (count >= most && room.isDone()) {
        room = new CompletableFuture<>();
      }
      answer = failure == null ? room : CompletableFuture.failedFuture(failure);
    }
    CompletableFuture<Void> unused = write.toCompletableFuture().handle((done, why) -> ended(why));
    return answer;
  }

  /** Completes when no write is on its way; fails if any has failed. */
  synchronized CompletionStage<Void> drained() {
    return failure != null && count == 0 ? CompletableFuture.failedFuture(failure) : drained;
  }

  private @Nullable Void ended(@Nullable Throwable why) {
    CompletableFuture<Void> free;
    @Nullable CompletableFuture<Void> empty;
    Throwable failed;
    synchronized (this) {
      count--;
      failure = failure == null ? why : failure;
      failed = failure;
      free = room;
      room = CompletableFuture.completedFuture(null);
      empty = count == 0 ? drained : null;
      drained = count == 0 ? CompletableFuture.completedFuture(null) : drained;
    }
    complete(free, failed);
    if (empty != null) {
      complete(empty, failed);
    }
    return null;
  }

  private static void complete(CompletableFuture<Void> waiting, @Nullable Throwable failure) {
    if (failure == null) {
      waiting.complete(null);
    } else {
      waiting.completeExceptionally(failure);
    }
  }
}
