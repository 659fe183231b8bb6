package org.yubin.torture.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Which fault meets whom, in what order; all of it follows from the seed.
 *
 * @param plans in order; after the last the first is next
 */
public record Schedule(List<Plan> plans) {
  private static final int ROUNDS = 200;
  private static final int LEAST_QUIET_MILLIS = 3_000;
  private static final int MOST_QUIET_MILLIS = 8_000;

  /**
   * One fault to come.
   *
   * @param victim index among the processes that it may meet
   * @param quiet how long nothing happens before it
   */
  public record Plan(Fault fault, int victim, Duration quiet) {}

  public Schedule {
    plans = List.copyOf(plans);
  }

  /** Each kind in turn, in the order in which they are named, until time is up. */
  public static Schedule of(List<Fault> faults, int mailboxNodes, int cassandras, long seed) {
    Random random = new Random(seed);
    List<Plan> plans = new ArrayList<>();
    for (int round = 0; round < ROUNDS && !faults.isEmpty(); round++) {
      for (Fault fault : faults) {
        int victims = fault == Fault.CASSANDRA ? cassandras : mailboxNodes;
        int quiet = LEAST_QUIET_MILLIS + random.nextInt(MOST_QUIET_MILLIS - LEAST_QUIET_MILLIS);
        plans.add(new Plan(fault, random.nextInt(victims), Duration.ofMillis(quiet)));
      }
    }
    return new Schedule(plans);
  }

  /** The next few, for the terminal. */
  public String first(int count) {
    return String.join(
        ", ",
        plans.stream()
            .limit(count)
            .map(plan -> plan.fault().word() + " " + (plan.victim() + 1))
            .toList());
  }
}
