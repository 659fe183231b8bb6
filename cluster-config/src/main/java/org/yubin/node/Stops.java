package org.yubin.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, and is stopped in the opposite order, each step within a bound. */
final class Stops {
  private static final Logger LOG = LoggerFactory.getLogger(Stops.class);
  private static final Duration BOUND = Duration.ofSeconds(20);

  /** How one part is stopped. */
  @FunctionalInterface
  interface Step {
    CompletionStage<?> run();
  }

  private record Named(String what, Step step) {}

  private final Deque<Named> steps = new ArrayDeque<>();
  private boolean stopped;

  /** Remembers a part that runs now. */
  synchronized void push(String what, Step step) {
    steps.push(new Named(what, step));
  }

  /**
   * Stops all, once. A part that fails to stop is logged, and the others are stopped all the same.
   */
  synchronized void run() {
    if (stopped) {
      return;
    }
    stopped = true;
    while (!steps.isEmpty()) {
      Named next = steps.pop();
      try {
        next.step().run().toCompletableFuture().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        LOG.warn("stop of {}: interrupted", next.what());
      } catch (ExecutionException | TimeoutException | RuntimeException failed) {
        LOG.warn("stop of {}: {}", next.what(), failed.toString());
      }
    }
  }
}
