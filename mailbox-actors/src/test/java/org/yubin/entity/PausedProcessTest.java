package org.yubin.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yubin.entity.FencePoints.Point;

/** An owner in another JVM is stopped by SIGSTOP at each of its steps, overtaken, and continued. */
class PausedProcessTest {
  private static Node node;
  private static OwnerProcess other;

  @BeforeAll
  static void start() throws Exception {
    FencedCassandra cassandra = FencedCassandra.of(PausedProcessTest.class);
    node = cassandra.node("here");
    other = OwnerProcess.start(cassandra);
  }

  @AfterAll
  static void stop() throws Exception {
    other.end();
    node.end();
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void wokenOwner_neitherAnswersWronglyNorBreaksTheLog(Point point) throws Exception {
    UUID roll = UUID.randomUUID();
    UUID request = UUID.randomUUID();
    History history = new History();
    add(roll, 2, history);

    other.add(roll, request, point);
    assertThat(other.expect("AT")).isEqualTo(point.toString());
    other.signal("STOP");
    add(roll, 3, history);
    other.signal("CONT");
    long uid = Long.parseLong(other.expect("TOLD"));
    if (uid != 0) {
      history.acknowledged(1, new Roll.Entry(uid, request));
    }
    add(roll, 2, history);

    List<Roll.Entry> last = node.readSurely(roll);
    assertThat(history.complaints(last)).isEmpty();
    assertThat(last.size()).isBetween(7, 8);
  }

  private static void add(UUID roll, int count, History history) throws Exception {
    for (int i = 0; i < count; i++) {
      history.acknowledged(0, node.addSurely(roll, UUID.randomUUID()));
    }
    history.read(node.readSurely(roll));
  }
}
