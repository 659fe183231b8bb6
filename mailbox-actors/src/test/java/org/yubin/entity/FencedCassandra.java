package org.yubin.entity;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.yubin.persistence.launch.CassandraFixture;

/** A keyspace of a test class on the shared Cassandra, and what an attacker does to it by hand. */
final class FencedCassandra {
  private final InetSocketAddress address;
  private final String keyspace;
  private final CqlSession session;

  private FencedCassandra(InetSocketAddress address, String keyspace, CqlSession session) {
    this.address = address;
    this.keyspace = keyspace;
    this.session = session;
  }

  static FencedCassandra of(Class<?> test) throws Exception {
    CassandraFixture cassandra = CassandraFixture.shared();
    String keyspace = cassandra.keyspace(test);
    FencedCassandra made =
        new FencedCassandra(cassandra.contactPoint(), keyspace, cassandra.session());
    Node.migrate(made.config(""), made.hostAndPort(), keyspace);
    return made;
  }

  String hostAndPort() {
    return address.getHostString() + ":" + address.getPort();
  }

  InetSocketAddress address() {
    return address;
  }

  String keyspace() {
    return keyspace;
  }

  Config config(String more) {
    return ConfigFactory.parseString(more).withFallback(Node.config(hostAndPort(), keyspace));
  }

  Node node(String name) throws Exception {
    return node(name, FencePoints.NONE, "");
  }

  Node node(String name, FencePoints points, String more) throws Exception {
    return Node.start(name, config(more), keyspace, points, UnaryOperator.identity());
  }

  /**
   * Writes a row into the log of an epoch, as an owner would that does not know that it is over.
   */
  void stray(UUID roll, long epoch, long sequence, UUID request) {
    session.execute(
        ("INSERT INTO %s.messages (persistence_id, partition_nr, sequence_nr, timestamp,"
             + " timebucket, writer_uuid, ser_id, ser_manifest, event_manifest, event) VALUES (?,"
             + " ?, ?, ?, '0', ?, 7301, '', '', ?)")
            .formatted(keyspace),
        Node.id(roll).persistenceId(epoch),
        (sequence - 1) / 20_000,
        sequence,
        Uuids.timeBased(),
        UUID.randomUUID().toString(),
        ByteBuffer.wrap(Roll.Model.octets(request)));
  }
}
