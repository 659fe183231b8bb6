package org.yubin.torture;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.yubin.node.StartFailure;
import org.yubin.node.local.LocalCluster;
import org.yubin.node.local.LocalPlan;
import org.yubin.torture.check.Checker;
import org.yubin.torture.fault.Fault;
import org.yubin.torture.fault.Schedule;
import org.yubin.torture.fault.Strike;
import org.yubin.torture.fault.Striker;
import org.yubin.torture.history.MailboxImage;
import org.yubin.torture.history.Run;
import org.yubin.torture.load.Door;
import org.yubin.torture.load.Load;
import org.yubin.torture.load.Reader;
import org.yubin.torture.replay.Replays;

/** One trial: start, load, faults, quiet, reading, restart, reading, judgement. */
public final class Trial {
  /** Connections between nodes come from the node's own address, so that it can be cut off. */
  static final List<String> NODE_SETTINGS =
      List.of("akka.remote.artery.advanced.tcp.outbound-client-hostname = ${yubin.cluster.host}");

  private static final List<String> MAILBOXES = List.of("INBOX", "Archive", "Drafts");
  private static final Duration READABLE = Duration.ofMinutes(2);

  /** The last pushes are under way for so long at most, heartbeats included. */
  private static final Duration HEARD = Duration.ofSeconds(15);

  private final Order order;
  private final LocalPlan plan;
  private final Consumer<String> progress;

  /**
   * What is to be done.
   *
   * @param faults kinds, in the order in which they come, again and again
   * @param strikes after so many faults it is over, if time is not up before
   */
  public record Order(
      Duration time,
      List<Fault> faults,
      int strikes,
      int accounts,
      int clients,
      long seed,
      Striker.Times times) {
    public Order {
      faults = List.copyOf(faults);
    }

    List<String> accountNames() {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= accounts; i++) {
        names.add("user" + i);
      }
      return names;
    }
  }

  public Trial(Order order, LocalPlan plan, Consumer<String> progress) {
    this.order = order;
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Runs it; all processes have ended when this returns.
   *
   * @throws StartFailure if a process does not start, or not again
   * @throws IOException if at the end a mailbox cannot be read
   */
  public Findings run() throws StartFailure, IOException, InterruptedException {
    try (LocalCluster cluster = LocalCluster.start(plan)) {
      Thread stop = new Thread(cluster::close, "torture-stop");
      // Asked to end (SIGTERM, Ctrl-C), it leaves no process behind.
      Runtime.getRuntime().addShutdownHook(stop);
      for (String account : order.accountNames()) {
        cluster.addAccount(account, account);
      }
      Findings findings = run(cluster);
      Runtime.getRuntime().removeShutdownHook(stop);
      return findings;
    }
  }

  private Findings run(LocalCluster cluster)
      throws StartFailure, IOException, InterruptedException {
    List<Door> doors =
        cluster.frontends().stream().map(node -> new Door(node.imap(), node.lmtp())).toList();
    List<Strike> strikes = new ArrayList<>();
    try (Load load =
        Load.start(doors, order.accountNames(), MAILBOXES, order.clients(), order.seed())) {
      Striker striker = new Striker(cluster, load.journal()::now, order.times());
      strike(striker, load, strikes);
      progress.accept("Load ends");
      load.finish();
      long loaded = load.journal().now();
      Map<String, MailboxImage> found = read(doors.get(0));
      LockSupport.parkNanos(HEARD.toNanos());
      load.settle();
      progress.accept("All nodes are killed at once, and started again");
      striker.restartAll();
      Map<String, MailboxImage> recovered = read(doors.get(doors.size() - 1));
      Map<String, MailboxImage> replayed =
          Replays.like(found, cluster.cassandras().get(0).contactPoint());
      Run run = new Run(load.journal().facts(), found, recovered, replayed);
      progress.accept("Checking " + run.facts().size() + " facts");
      return new Findings(run, strikes, Duration.ofNanos(loaded), Checker.check(run));
    }
  }

  private void strike(Striker striker, Load load, List<Strike> strikes)
      throws IOException, StartFailure, InterruptedException {
    Schedule schedule =
        Schedule.of(order.faults(), plan.mailboxNodes(), plan.cassandraNodes(), order.seed());
    progress.accept("Seed " + order.seed() + ": " + schedule.first(12));
    for (Schedule.Plan next : schedule.plans()) {
      if (load.journal().now() >= order.time().toNanos() || strikes.size() >= order.strikes()) {
        break;
      }
      Strike done = striker.strike(next);
      strikes.add(done);
      progress.accept(
          "%d: %s %s, whole again after %.1f s %s"
              .formatted(
                  strikes.size(),
                  done.fault().word(),
                  done.victim(),
                  (done.healed() - done.from()) / 1e9,
                  done.note()));
    }
    if (order.faults().isEmpty()) {
      LockSupport.parkNanos(order.time().toNanos() - load.journal().now());
    }
  }

  /** Tries until a mailbox that has just lost its owner can be read again. */
  private Map<String, MailboxImage> read(Door door) throws IOException {
    Map<String, MailboxImage> images = new HashMap<>();
    long deadline = System.nanoTime() + READABLE.toNanos();
    for (String account : order.accountNames()) {
      while (true) {
        try {
          images.putAll(Reader.read(door.imap(), account, MAILBOXES));
          break;
        } catch (IOException notYet) {
          if (System.nanoTime() > deadline) {
            throw notYet;
          }
          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
      }
    }
    return images;
  }
}
