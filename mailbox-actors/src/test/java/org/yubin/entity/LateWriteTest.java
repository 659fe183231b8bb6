package org.yubin.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.launch.CassandraFixture;

/**
 * A write that times out at its writer, and lands after the mailbox has been started again, on the
 * same node.
 */
class LateWriteTest {
  private static FencedCassandra cassandra;
  private static DelayingProxy proxy;
  private static Node node;
  private static Node other;

  @BeforeAll
  static void start() throws Exception {
    cassandra = FencedCassandra.of(LateWriteTest.class);
    proxy = new DelayingProxy(cassandra.address());
    node =
        Node.start(
            "late",
            cassandra.config(
                """
                datastax-java-driver.basic.contact-points = ["%s"]
                datastax-java-driver.advanced.protocol.version = V4
                datastax-java-driver.advanced.address-translator {
                  class = org.yubin.entity.ToProxy
                  proxy = "%s"
                }
                datastax-java-driver.basic.request.timeout = 1500ms
                """
                    .formatted(proxy.hostAndPort(), proxy.hostAndPort())),
            cassandra.keyspace(),
            FencePoints.NONE,
            UnaryOperator.identity());
    other = cassandra.node("other");
  }

  @AfterAll
  static void stop() throws Exception {
    node.end();
    other.end();
    proxy.close();
  }

  @Test
  void writeThatLandsAfterARestart_isNotThere() throws Exception {
    UUID roll = UUID.randomUUID();
    History history = new History();
    add(node, roll, 3, history);
    UUID late = UUID.randomUUID();
    DelayingProxy.Held held = proxy.hold(Roll.Model.octets(late));
    CompletableFuture<Optional<Roll.Entry>> unanswered = node.add(roll, late).toCompletableFuture();
    held.caught();
    assertThat(unanswered.get(10, TimeUnit.SECONDS)).isEmpty();

    add(node, roll, 2, history);
    held.land();
    await().atMost(Duration.ofSeconds(20)).until(() -> rows(roll, 1) == 4);
    node.kill(roll);
    add(node, roll, 2, history);
    node.kill(roll);

    List<Roll.Entry> last = other.readSurely(roll);
    assertThat(last).hasSize(7);
    assertThat(history.complaints(last)).isEmpty();
    history.acknowledged(1, node.addSurely(roll, late));
    assertThat(history.complaints(node.readSurely(roll))).isEmpty();
  }

  @Test
  void writeThatLandsBeforeTheNextOwner_isThereOnce() throws Exception {
    UUID roll = UUID.randomUUID();
    History history = new History();
    add(node, roll, 3, history);
    UUID late = UUID.randomUUID();
    DelayingProxy.Held held = proxy.hold(Roll.Model.octets(late));
    CompletableFuture<Optional<Roll.Entry>> unanswered = node.add(roll, late).toCompletableFuture();
    held.caught();
    assertThat(unanswered.get(10, TimeUnit.SECONDS)).isEmpty();
    held.land();
    await().atMost(Duration.ofSeconds(20)).until(() -> rows(roll, 1) == 4);

    history.acknowledged(0, other.addSurely(roll, late));
    add(node, roll, 2, history);

    List<Roll.Entry> last = other.readSurely(roll);
    assertThat(last).hasSize(6);
    assertThat(history.complaints(last)).isEmpty();
  }

  private static int rows(UUID roll, long epoch) {
    CqlSession session = CassandraFixture.shared().session();
    return session
        .execute(
            "SELECT sequence_nr FROM %s.messages WHERE persistence_id = ? AND partition_nr = 0"
                .formatted(cassandra.keyspace()),
            Node.id(roll).persistenceId(epoch))
        .all()
        .size();
  }

  private static void add(Node on, UUID roll, int count, History history) throws Exception {
    for (int i = 0; i < count; i++) {
      history.acknowledged(0, on.addSurely(roll, UUID.randomUUID()));
    }
    history.read(on.readSurely(roll));
  }
}
