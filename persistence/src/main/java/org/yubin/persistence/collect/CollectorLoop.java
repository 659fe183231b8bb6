package org.yubin.persistence.collect;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the collector's steps with a pause after each, which bounds its rate: rows a step over the
 * pause. A step that fails is logged and followed by a longer pause.
 */
public final class CollectorLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorLoop.class);
  private static final int LONGER = 10;

  private final BlobCollector collector;
  private final ScheduledExecutorService scheduler;
  private final Duration pause;
  private @Nullable ScheduledFuture<?> next;
  private boolean closed;

  /** Schedules on {@code scheduler}, which stays the caller's. */
  public CollectorLoop(
      BlobCollector collector, ScheduledExecutorService scheduler, Duration pause) {
    this.collector = collector;
    this.scheduler = scheduler;
    this.pause = pause;
  }

  /** Starts; the first step comes after a pause. */
  public void start() {
    schedule(pause);
  }

  private synchronized void schedule(Duration after) {
    if (closed) {
      return;
    }
    try {
      next = scheduler.schedule(this::step, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      LOG.info("collector stops: its scheduler has stopped");
      closed = true;
    }
  }

  private void step() {
    collector
        .step()
        .whenComplete(
            (mine, failure) -> {
              if (failure != null) {
                LOG.warn("collector: step failed, trying again later: {}", failure.toString());
              }
              boolean busy = failure == null && mine;
              schedule(busy ? pause : pause.multipliedBy(LONGER));
            });
  }

  /** Stops after the step that may be running, and gives the lease back. */
  @Override
  public void close() {
    stop();
  }

  /** As {@link #close}; completes when the lease is given back. */
  public synchronized CompletionStage<Void> stop() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
    return collector.release();
  }
}
