package org.yubin.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yubin.persistence.head.Heads;
import org.yubin.persistence.journal.CassandraLogReader;
import org.yubin.persistence.journal.LogReader;
import org.yubin.persistence.launch.CassandraFixture;

/**
 * Clients ask for the same rolls at three nodes, so that each node takes them from the others again
 * and again, while owners pause at random steps. The checker then looks at all that was told. With
 * a step of the fence left out it must find something; with all of them, nothing.
 *
 * <p>{@code -Dyubin.fence.rolls=2000} runs more of it, {@code -Dyubin.fence.seed=…} the same again.
 */
class RandomRoundsTest {
  private static final long SEED =
      Long.getLong("yubin.fence.seed", System.nanoTime() & 0xFFFF_FFFFL);
  private static final int ROLLS = Integer.getInteger("yubin.fence.rolls", 24);
  private static final int AT_A_TIME = 24;

  /** Enough to see a fence that lacks a step break. */
  private static final int FEW = 6;

  private static final int CLIENTS = 3;
  private static final int ASKS = 14;

  private static FencedCassandra cassandra;

  @BeforeAll
  static void start() throws Exception {
    System.out.println("seed: -Dyubin.fence.seed=" + SEED);
    cassandra = FencedCassandra.of(RandomRoundsTest.class);
  }

  @Test
  void wholeFence_losesDoublesAndReordersNothing() throws Exception {
    Result result = run("whole", ROLLS, UnaryOperator.identity());

    assertThat(result.acknowledged).isGreaterThan(ROLLS * CLIENTS * ASKS / 2);
    assertThat(result.takeOvers).isGreaterThan(ROLLS * 3L);
    assertThat(result.complaints).as("seed %d", SEED).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIRM", "ANNOUNCE"})
  void withoutAStepOfTheConfirmation_theCheckerComplains(WeakHeads.Missing step) throws Exception {
    Result result =
        run(
            "no-" + step.name().toLowerCase(Locale.ROOT),
            FEW,
            heads ->
                new WeakHeads(heads, step, (id, epoch) -> CompletableFuture.completedFuture(0L)));

    assertThat(result.complaints).as("seed %d", SEED).isNotEmpty();
  }

  @Test
  void withoutPinnedEnds_theCheckerComplains() throws Exception {
    LogReader logs =
        CassandraLogReader.open(
                CassandraFixture.shared().session(), cassandra.keyspace(), Node.PARTITION)
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    Result result =
        run(
            "unpinned",
            FEW,
            heads ->
                new WeakHeads(
                    heads,
                    WeakHeads.Missing.ENDS,
                    (id, epoch) ->
                        logs.fold(id, epoch, 1, OptionalLong.empty(), 0L, (n, event) -> n + 1)
                            .thenApply(LogReader.Folded::lastSequence)));

    assertThat(result.complaints).as("seed %d", SEED).isNotEmpty();
  }

  private record Result(List<String> complaints, int acknowledged, long takeOvers) {}

  private static Result run(String name, int rolls, UnaryOperator<Heads> heads) throws Exception {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nodes.add(
          Node.start(
              name + i,
              cassandra.config("yubin.entity.snapshot-events = 20"),
              cassandra.keyspace(),
              new RandomPauses(SEED + i, 0.04, 250),
              heads));
    }
    Node judge =
        Node.start(
            name + "-judge", cassandra.config(""), cassandra.keyspace(), FencePoints.NONE, heads);
    try {
      List<String> complaints = new ArrayList<>();
      int acknowledged = 0;
      long takeOvers = 0;
      Random random = new Random(SEED);
      for (int done = 0; done < rolls; done += AT_A_TIME) {
        List<UUID> some = new ArrayList<>();
        List<History> histories = new ArrayList<>();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        int together = Math.min(AT_A_TIME, rolls - done);
        for (int i = 0; i < together; i++) {
          UUID roll = new UUID(random.nextLong(), random.nextLong());
          History history = new History();
          some.add(roll);
          histories.add(history);
          for (int client = 0; client < CLIENTS; client++) {
            clients.add(
                new Client(nodes, roll, client, history, random.nextLong())
                    .next(ASKS)
                    .toCompletableFuture());
          }
        }
        CompletableFuture.allOf(clients.toArray(new CompletableFuture<?>[0]))
            .get(240, TimeUnit.SECONDS);
        for (int i = 0; i < together; i++) {
          acknowledged += histories.get(i).acknowledged();
          complaints.addAll(histories.get(i).complaints(judge.readSurely(some.get(i))));
          takeOvers +=
              judge.ports().heads().epochOf(Node.id(some.get(i))).toCompletableFuture().join();
        }
      }
      System.out.printf(
          "%s: %d rolls, %d take-overs, %d acknowledged, %d complaints%n",
          name, rolls, takeOvers, acknowledged, complaints.size());
      return new Result(complaints, acknowledged, takeOvers);
    } finally {
      for (Node node : nodes) {
        node.end();
      }
      judge.end();
    }
  }

  /** Asks for one thing at a time, and repeats what was not answered, at whichever node. */
  private record Client(List<Node> nodes, UUID roll, int number, History history, Random random) {
    Client(List<Node> nodes, UUID roll, int number, History history, long seed) {
      this(nodes, roll, number, history, new Random(seed));
    }

    CompletionStage<Void> next(int left) {
      if (left == 0) {
        return CompletableFuture.completedFuture(null);
      }
      return (random.nextInt(5) == 0 ? read() : add(new UUID(random.nextLong(), left), 0))
          .thenCompose(done -> next(left - 1));
    }

    private CompletionStage<Void> read() {
      int before = history.acknowledged();
      return node()
          .read(roll)
          .thenAccept(entries -> entries.ifPresent(shown -> history.read(before, shown)));
    }

    private CompletionStage<Void> add(UUID request, int tries) {
      return node()
          .add(roll, request)
          .thenCompose(
              entry -> {
                if (entry.isEmpty() && tries < 6) {
                  return add(request, tries + 1);
                }
                entry.ifPresent(told -> history.acknowledged(number, told));
                return CompletableFuture.completedFuture(null);
              });
    }

    private Node node() {
      return nodes.get(random.nextInt(nodes.size()));
    }
  }
}
