package org.yubin.entity;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Stops owners at random steps for a random while, long enough for others to take over. */
final class RandomPauses implements FencePoints {
  private final Random random;
  private final double probability;
  private final int longestMillis;

  RandomPauses(long seed, double probability, int longestMillis) {
    this.random = new Random(seed);
    this.probability = probability;
    this.longestMillis = longestMillis;
  }

  @Override
  public synchronized CompletionStage<Void> at(Point point, long epoch) {
    if (random.nextDouble() >= probability) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> go = new CompletableFuture<>();
    return go.completeOnTimeout(null, 1 + random.nextInt(longestMillis), TimeUnit.MILLISECONDS);
  }
}
