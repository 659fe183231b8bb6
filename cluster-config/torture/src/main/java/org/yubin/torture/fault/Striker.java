package org.yubin.torture.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.yubin.node.StartFailure;
import org.yubin.node.local.LocalCassandra;
import org.yubin.node.local.LocalCluster;
import org.yubin.node.local.LocalNode;

/** Inflicts faults on a cluster and heals them. Used by one thread. */
public final class Striker {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(200);

  /** How long a node that was cut off or paused may take to see that it is no member any more. */
  private static final Duration ENDS = Duration.ofSeconds(60);

  private final LocalCluster cluster;
  private final LongSupplier clock;
  private final Times times;
  private boolean prepared;

  /**
   * How long faults last.
   *
   * @param down from a kill until the process is started again
   * @param stopped from SIGSTOP to SIGCONT; longer than the removal of the node takes
   * @param cut how long a partition lasts
   */
  public record Times(Duration down, Duration stopped, Duration cut) {}

  /**
   * @param clock the load's, in nanoseconds
   */
  public Striker(LocalCluster cluster, LongSupplier clock, Times times) {
    this.cluster = cluster;
    this.clock = clock;
    this.times = times;
  }

  /**
   * Does it, and returns when all is as before.
   *
   * @throws StartFailure if a process does not come back
   */
  public Strike strike(Schedule.Plan plan) throws IOException, StartFailure, InterruptedException {
    Thread.sleep(plan.quiet().toMillis());
    if (plan.fault() == Fault.CASSANDRA) {
      return cassandra(cluster.cassandras().get(plan.victim()));
    }
    LocalNode victim = cluster.mailboxNodes().get(plan.victim());
    long from = clock.getAsLong();
    String note =
        switch (plan.fault()) {
          case KILL -> kill(victim);
          case STOP -> stop(victim);
          case LEAVE -> leave(victim);
          case PARTITION -> partition(victim);
          case CASSANDRA -> throw new IllegalStateException("was done above");
        };
    return new Strike(plan.fault(), victim.name(), from, clock.getAsLong(), note);
  }

  private String kill(LocalNode victim) throws IOException, StartFailure, InterruptedException {
    victim.kill();
    Thread.sleep(times.down().toMillis());
    return again(victim);
  }

  private String leave(LocalNode victim) throws IOException, StartFailure {
    long from = clock.getAsLong();
    int status = victim.stop(Duration.ofMinutes(1));
    String left = "left in %.1f s, status %d".formatted((clock.getAsLong() - from) / 1e9, status);
    again(victim);
    return left;
  }

  private String stop(LocalNode victim) throws IOException, StartFailure, InterruptedException {
    victim.pause();
    Thread.sleep(times.stopped().toMillis());
    victim.goOn();
    return backAsMember(victim);
  }

  private String partition(LocalNode victim)
      throws IOException, StartFailure, InterruptedException {
    if (!prepared) {
      Partition.prepare();
      prepared = true;
    }
    Partition.cut(victim.host());
    Thread.sleep(times.cut().toMillis());
    Partition.heal(victim.host());
    return backAsMember(victim);
  }

  /** A node that was removed ends, and is started again; one that was not is still a member. */
  private String backAsMember(LocalNode victim)
      throws IOException, StartFailure, InterruptedException {
    long deadline = System.nanoTime() + ENDS.toNanos();
    boolean wasReady = false;
    while (victim.isAlive() && System.nanoTime() < deadline) {
      wasReady = victim.ready();
      if (wasReady && System.nanoTime() > deadline - ENDS.toNanos() / 2) {
        return "stayed a member";
      }
      Thread.sleep(POLL.toMillis());
    }
    if (victim.isAlive()) {
      victim.kill();
      again(victim);
      return "did not end by itself, and was not ready: killed";
    }
    again(victim);
    return "was removed, ended by itself";
  }

  private static String again(LocalNode victim) throws IOException, StartFailure {
    victim.start();
    victim.awaitReady(READY);
    return "";
  }

  private Strike cassandra(LocalCassandra victim) throws StartFailure, InterruptedException {
    long from = clock.getAsLong();
    victim.kill();
    Thread.sleep(times.down().toMillis());
    victim.start();
    victim.awaitReady();
    return new Strike(Fault.CASSANDRA, victim.name(), from, clock.getAsLong(), "");
  }

  /**
   * Kills all nodes at once and starts them again: every owner recovers from what is stored.
   * Frontends, too: they end by themselves when no mailbox node is left.
   */
  public void restartAll() throws IOException, StartFailure {
    List<LocalNode> nodes = cluster.nodes();
    nodes.forEach(LocalNode::kill);
    for (LocalNode node : nodes) {
      node.start();
    }
    cluster.awaitReady(READY);
  }
}
