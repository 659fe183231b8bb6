package org.yubin.mailbox.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Seeded random steps, and their shrinking: when a run fails, steps are dropped as long as what is
 * left still fails. A step is numbers only, read against whatever state it meets, so that any
 * subsequence is a run.
 */
final class RandomSteps {
  private static final long MAX_SHRINK_NANOS = 60_000_000_000L;

  private RandomSteps() {}

  record Step(int kind, int a, int b, int c) {}

  /** A run; throws if what must hold does not. */
  interface Run {
    void of(List<Step> steps);
  }

  static List<Step> steps(long seed, int count, int kinds) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(
          new Step(
              random.nextInt(kinds),
              random.nextInt(Integer.MAX_VALUE),
              random.nextInt(Integer.MAX_VALUE),
              random.nextInt(Integer.MAX_VALUE)));
    }
    return steps;
  }

  /** Runs steps; a failure is told with the seed and the fewest steps that still fail. */
  static void check(long seed, List<Step> steps, Run run) {
    Throwable failure = failure(steps, run);
    if (failure != null) {
      List<Step> least = shrink(steps, run);
      Throwable last = failure(least, run);
      throw new AssertionError(
          "seed %d fails; so do these %d steps: %s".formatted(seed, least.size(), least),
          last == null ? failure : last);
    }
  }

  private static List<Step> shrink(List<Step> failing, Run run) {
    List<Step> least = failing;
    long begin = System.nanoTime();
    for (int chunk = failing.size() / 2; chunk >= 1; chunk /= 2) {
      for (int from = 0; from < least.size() && System.nanoTime() - begin < MAX_SHRINK_NANOS; ) {
        List<Step> fewer = new ArrayList<>(least.subList(0, from));
        fewer.addAll(least.subList(Math.min(least.size(), from + chunk), least.size()));
        if (failure(fewer, run) != null) {
          least = fewer;
        } else {
          from += chunk;
        }
      }
    }
    return least;
  }

  /** What the run throws, which is what is looked for; null if it holds. */
  private static @Nullable Throwable failure(List<Step> steps, Run run) {
    try {
      run.of(steps);
      return null;
    } catch (RuntimeException | AssertionError e) {
      return e;
    }
  }
}
