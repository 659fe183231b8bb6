package org.yubin.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yubin.persistence.head.Claim;
import org.yubin.persistence.head.HeadRow;
import org.yubin.persistence.head.Heads;
import org.yubin.persistence.head.TakeResult;

/** Rows of former owners, written by hand where a late write would land: nobody ever sees them. */
class StrayRowsTest {
  private static Node a;
  private static Node b;
  private static FencedCassandra cassandra;

  @BeforeAll
  static void start() throws Exception {
    cassandra = FencedCassandra.of(StrayRowsTest.class);
    a = cassandra.node("a", FencePoints.NONE, "yubin.entity.snapshot-events = 10");
    b = cassandra.node("b");
  }

  @AfterAll
  static void stop() throws Exception {
    a.end();
    b.end();
  }

  @ParameterizedTest
  @CsvSource({
    "9, 10",
    "9, 10 11",
    "9, 11",
    "9, 20001",
    "12, 13",
    "12, 13 14 15",
    "12, 14",
    "12, 20001"
  })
  void rowsBehindAPinnedEnd_areIgnored(int writtenByA, String strays) throws Exception {
    UUID roll = UUID.randomUUID();
    History history = new History();
    // With 12 events node a also writes a snapshot at 10 or later; with 9 none.
    add(a, roll, writtenByA, history);
    add(b, roll, 3, history);
    for (String sequence : strays.split(" ", -1)) {
      cassandra.stray(roll, 1, Long.parseLong(sequence), UUID.randomUUID());
    }
    b.kill(roll);

    add(a, roll, 2, history);
    a.kill(roll);

    List<Roll.Entry> last = b.readSurely(roll);
    assertThat(last).hasSize(writtenByA + 3 + 2);
    assertThat(history.complaints(last)).isEmpty();
  }

  @Test
  void rowsOfAnOwnerThatNeverPinned_areIgnored() throws Exception {
    UUID roll = UUID.randomUUID();
    History history = new History();
    add(a, roll, 4, history);
    Heads heads = a.ports().heads();
    Optional<HeadRow> read =
        heads.read(Node.id(roll)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    TakeResult taken =
        heads.take(Node.id(roll), read).toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(taken).isEqualTo(new TakeResult.Applied(new Claim(Node.id(roll), 2, 0)));
    cassandra.stray(roll, 2, 1, UUID.randomUUID());
    cassandra.stray(roll, 2, 2, UUID.randomUUID());

    add(b, roll, 2, history);

    List<Roll.Entry> last = a.readSurely(roll);
    assertThat(last).hasSize(6);
    assertThat(history.complaints(last)).isEmpty();
  }

  @Test
  void manyTakeOvers_leaveNoChainBehind() throws Exception {
    UUID roll = UUID.randomUUID();
    History history = new History();
    for (int i = 0; i < 24; i++) {
      Node owner = i % 2 == 0 ? a : b;
      add(owner, roll, 1, history);
      if (i > 0) {
        cassandra.stray(roll, i, 2, UUID.randomUUID());
      }
    }

    Optional<HeadRow> head =
        a.ports().heads().read(Node.id(roll)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(head).isPresent();
    assertThat(head.get().ends().size()).isLessThanOrEqualTo(10);
    List<Roll.Entry> last = a.readSurely(roll);
    assertThat(last).hasSize(24);
    assertThat(history.complaints(last)).isEmpty();
  }

  private static void add(Node node, UUID roll, int count, History history) throws Exception {
    for (int i = 0; i < count; i++) {
      history.acknowledged(0, node.addSurely(roll, UUID.randomUUID()));
    }
    history.read(node.readSurely(roll));
  }
}
