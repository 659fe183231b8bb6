package org.yubin.frontend.imap.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose body is asynchronous: one step after the other, each in the given executor, without
 * a deeper stack or a longer chain of stages for each.
 */
public final class Steps {
  private final Executor executor;
  private final Supplier<CompletionStage<Boolean>> step;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private Steps(Executor executor, Supplier<CompletionStage<Boolean>> step) {
    this.executor = executor;
    this.step = step;
  }

  /**
   * Runs {@code step} until it answers false.
   *
   * @param step answers whether to go on; called first by the caller's thread, which must be of
   *     {@code executor}
   */
  public static CompletionStage<Void> whileTrue(
      Executor executor, Supplier<CompletionStage<Boolean>> step) {
    Steps steps = new Steps(executor, step);
    steps.run();
    return steps.done;
  }

  private void run() {
    boolean more = true;
    while (more) {
      CompletableFuture<Boolean> next;
      try {
        next = step.get().toCompletableFuture();
      } catch (RuntimeException bug) {
        done.completeExceptionally(bug);
        return;
      }
      if (!next.isDone() || next.isCompletedExceptionally()) {
        var unused = next.whenCompleteAsync(this::resume, executor);
        return;
      }
      more = next.getNow(false);
    }
    done.complete(null);
  }

  // The step failed, or else said whether to go on: never both absent.
  private void resume(@Nullable Boolean more, @Nullable Throwable failure) {
    if (failure != null) {
      done.completeExceptionally(failure);
    } else if (Boolean.TRUE.equals(more)) {
      run();
    } else {
      done.complete(null);
    }
  }
}
