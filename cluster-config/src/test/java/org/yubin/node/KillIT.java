package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Kills the node, Cassandra, and both at once under load, and then looks for every acknowledged
 * message (DESIGN: invariants 1, 2, 4 and 7). {@code -Dyubin.kill.rounds=10} runs ten rounds of
 * each; the build runs fewer.
 */
class KillIT {
  private static final int ROUNDS = Integer.getInteger("yubin.kill.rounds", 1);
  private static final int CLIENTS = 4;
  private static final long LOAD_MILLIS = Long.getLong("yubin.kill.load.millis", 4_000);
  private static final long SEED = Long.getLong("yubin.seed", 20261123L);

  private enum Victim {
    NODE,
    CASSANDRA,
    BOTH
  }

  @Test
  void killedUnderLoad_losesNothingAcknowledged() throws Exception {
    System.out.println("seed " + SEED + " (-Dyubin.seed=)");
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      accounts.addAll(List.of("--account", "load" + i + ":secret" + i));
    }
    try (DevProcess server =
        DevProcess.fresh(Path.of("target/kill-it"), accounts.toArray(String[]::new))) {
      server.start();
      List<KillLoad> loads =
          Stream.iterate(0, i -> i + 1)
              .limit(CLIENTS)
              .map(
                  i ->
                      new KillLoad(
                          WireClient.loopback(server.imapPort),
                          WireClient.loopback(server.lmtpPort),
                          "load" + i,
                          "secret" + i,
                          SEED + i))
              .toList();
      for (int round = 0; round < ROUNDS; round++) {
        for (Victim victim : Victim.values()) {
          loadAndKill(server, loads, victim);
          check(loads, victim + " in round " + round);
        }
      }
      long acknowledged = loads.stream().mapToLong(load -> load.ledger.acknowledged()).sum();
      System.out.printf(
          "%d kills, %d operations acknowledged, none lost%n", ROUNDS * 3, acknowledged);
      assertThat(acknowledged).as("the load did something").isGreaterThan(ROUNDS * 30L);
      assertThat(server.stop()).as("exit status of a clean stop").isIn(0, 143);
    }
  }

  private static void loadAndKill(DevProcess server, List<KillLoad> loads, Victim victim)
      throws Exception {
    long before = acknowledged(loads);
    List<Thread> threads = loads.stream().map(load -> new Thread(load, "load")).toList();
    threads.forEach(Thread::start);
    Awaitility.await("some load before the kill")
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ofMillis(LOAD_MILLIS))
        .until(() -> acknowledged(loads) >= before + 20);
    switch (victim) {
      case NODE -> {
        server.killNode();
        server.start();
      }
      case CASSANDRA -> server.killCassandra();
      case BOTH -> {
        Thread cassandra =
            new Thread(
                () -> {
                  try {
                    server.killCassandra();
                  } catch (IOException unreadable) {
                    throw new AssertionError(unreadable);
                  }
                });
        cassandra.start();
        server.killNode();
        cassandra.join();
        server.start();
      }
    }
    loads.forEach(KillLoad::askToStop);
    for (Thread thread : threads) {
      thread.join(120_000);
      assertThat(thread.isAlive()).as("the client came to an end").isFalse();
    }
  }

  private static long acknowledged(List<KillLoad> loads) {
    return loads.stream().mapToLong(load -> load.ledger.acknowledged()).sum();
  }

  private static void check(List<KillLoad> loads, String when) {
    for (KillLoad load : loads) {
      Map<String, NavigableMap<Long, Ledger.Stored>> shown =
          Awaitility.await("the mailboxes answer after " + when)
              .atMost(Duration.ofSeconds(90))
              .pollInterval(Duration.ofMillis(500))
              .ignoreExceptionsInstanceOf(IOException.class)
              .until(load::shown, map -> !movesUnderWay(map));
      assertThat(load.ledger.compare(shown)).as(when).isEmpty();
    }
  }

  /**
   * A MOVE that was cut off is taken up again when its source wakes: until then its message may
   * stand in both mailboxes.
   */
  private static boolean movesUnderWay(Map<String, NavigableMap<Long, Ledger.Stored>> shown) {
    List<String> tokens =
        shown.values().stream()
            .flatMap(m -> m.values().stream())
            .map(Ledger.Stored::token)
            .toList();
    return tokens.stream().distinct().count() < tokens.size();
  }
}
