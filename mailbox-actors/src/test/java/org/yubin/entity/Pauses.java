package org.yubin.entity;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Stops the next owner that comes by a point, until it is let go. */
final class Pauses implements FencePoints {
  private final Map<Point, Pause> set = new ConcurrentHashMap<>();

  /** One owner, held. */
  static final class Pause {
    private final CompletableFuture<Long> reached = new CompletableFuture<>();
    private final CompletableFuture<Void> go = new CompletableFuture<>();

    /** Waits until an owner is held; its epoch. */
    long reached() throws Exception {
      return reached.get(20, TimeUnit.SECONDS);
    }

    void go() {
      go.complete(null);
    }
  }

  /** The next owner stops there; those after it do not. */
  Pause next(Point point) {
    Pause pause = new Pause();
    set.put(point, pause);
    return pause;
  }

  @Override
  public CompletionStage<Void> at(Point point, long epoch) {
    Pause pause = set.remove(point);
    if (pause == null) {
      return CompletableFuture.completedFuture(null);
    }
    pause.reached.complete(epoch);
    return pause.go;
  }
}
