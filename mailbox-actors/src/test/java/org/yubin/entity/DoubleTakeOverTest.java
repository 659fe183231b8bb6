package org.yubin.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yubin.entity.FencePoints.Point;
import org.yubin.persistence.head.HeadState;

/**
 * Two take-overs in a row, the middle owner held at each of its steps while the third one serves;
 * then it wakes. And the same with the first owner held as well.
 */
class DoubleTakeOverTest {
  private static final Pauses FIRST = new Pauses();
  private static final Pauses MIDDLE = new Pauses();
  private static Node first;
  private static Node middle;
  private static Node third;

  @BeforeAll
  static void start() throws Exception {
    FencedCassandra cassandra = FencedCassandra.of(DoubleTakeOverTest.class);
    first = cassandra.node("first", FIRST, "");
    middle = cassandra.node("middle", MIDDLE, "");
    third = cassandra.node("third");
  }

  @AfterAll
  static void stop() throws Exception {
    first.end();
    middle.end();
    third.end();
  }

  @Test
  void takeOverFromAnOwnerThatDied_isTold_andNoneFromOneThatClosed() throws Exception {
    UUID roll = UUID.randomUUID();
    CountedMeasures told = third.measures();
    int commands = first.measures().commands.get();
    int confirms = first.measures().confirms.get();
    first.addSurely(roll, UUID.randomUUID());
    assertThat(first.measures().gates).hasPositiveValue();
    assertThat(first.measures().commands).hasValue(commands + 1);
    assertThat(first.measures().confirms).hasValueGreaterThan(confirms);
    first.stop(roll);
    await("the head is closed").until(() -> state(roll) == HeadState.CLOSED);

    int recoveries = told.recoveries.get();
    int losses = told.losses.get();
    third.addSurely(roll, UUID.randomUUID());
    assertThat(told.recoveries).hasValue(recoveries + 1);
    assertThat(told.losses).hasValue(losses);

    first.addSurely(roll, UUID.randomUUID());
    first.kill(roll);
    third.kill(roll);
    third.addSurely(roll, UUID.randomUUID());
    assertThat(told.losses).hasValue(losses + 1);
  }

  private static HeadState state(UUID roll) throws Exception {
    return third
        .ports()
        .heads()
        .read(Node.id(roll))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS)
        .orElseThrow()
        .state();
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void ownerHeldInTheMiddle_neitherAnswersNorBreaksTheLog(Point point) throws Exception {
    UUID roll = UUID.randomUUID();
    History history = new History();
    add(first, roll, 3, history);

    Pauses.Pause pause = MIDDLE.next(point);
    UUID late = UUID.randomUUID();
    CompletableFuture<Optional<Roll.Entry>> answer = middle.add(roll, late).toCompletableFuture();
    pause.reached();
    add(third, roll, 3, history);
    pause.go();
    answer.get(10, TimeUnit.SECONDS).ifPresent(entry -> history.acknowledged(1, entry));
    add(third, roll, 2, history);
    history.acknowledged(1, middle.addSurely(roll, late));

    List<Roll.Entry> last = third.readSurely(roll);
    assertThat(history.complaints(last)).isEmpty();
    assertThat(last).hasSize(9);
  }

  @ParameterizedTest
  @EnumSource(
      value = Point.class,
      names = {"BEFORE_PERSIST", "AFTER_PERSIST", "BEFORE_CONFIRM", "ANSWER_OF_CONFIRM"})
  void firstAndMiddleOwnerHeld_neitherBreaksTheLog(Point held) throws Exception {
    UUID roll = UUID.randomUUID();
    History history = new History();
    add(first, roll, 3, history);

    Pauses.Pause firstHeld = FIRST.next(held);
    UUID early = UUID.randomUUID();
    CompletableFuture<Optional<Roll.Entry>> one = first.add(roll, early).toCompletableFuture();
    firstHeld.reached();
    Pauses.Pause middleHeld = MIDDLE.next(Point.BEFORE_PIN);
    UUID late = UUID.randomUUID();
    CompletableFuture<Optional<Roll.Entry>> two = middle.add(roll, late).toCompletableFuture();
    middleHeld.reached();
    firstHeld.go();
    one.get(10, TimeUnit.SECONDS).ifPresent(entry -> history.acknowledged(1, entry));
    add(third, roll, 3, history);
    middleHeld.go();
    two.get(10, TimeUnit.SECONDS).ifPresent(entry -> history.acknowledged(2, entry));
    history.acknowledged(1, first.addSurely(roll, early));
    history.acknowledged(2, middle.addSurely(roll, late));

    List<Roll.Entry> last = third.readSurely(roll);
    assertThat(history.complaints(last)).isEmpty();
    assertThat(last).hasSize(8);
  }

  private static void add(Node node, UUID roll, int count, History history) throws Exception {
    for (int i = 0; i < count; i++) {
      history.acknowledged(0, node.addSurely(roll, UUID.randomUUID()));
    }
    history.read(node.readSurely(roll));
  }
}
