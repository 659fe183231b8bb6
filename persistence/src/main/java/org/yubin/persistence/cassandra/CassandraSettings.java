package org.yubin.persistence.cassandra;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yubin.persistence.tls.MutualTls;

/**
 * Where Cassandra is, and what is ours in it.
 *
 * @param contactPoints {@code host:port} of some of its nodes, at least one
 * @param localDatacenter the data centre that this cluster lives in; quorums are counted there
 * @param keyspace holds all our tables; 1 to 48 letters, digits and underscores, beginning with a
 *     letter
 * @param replicationFactor copies of each row in that data centre, at least 1; used when the
 *     keyspace is made
 * @param tls the files for TLS in both directions; without them, nothing is encrypted
 * @param tlsHostNames whether Cassandra's certificates have to be for the addresses that are
 *     connected to
 */
public record CassandraSettings(
    List<String> contactPoints,
    String localDatacenter,
    String keyspace,
    int replicationFactor,
    Optional<MutualTls> tls,
    boolean tlsHostNames) {
  private static final String DRIVER = "datastax-java-driver.";

  public CassandraSettings {
    contactPoints = List.copyOf(contactPoints);
    if (contactPoints.isEmpty()) {
      throw new IllegalArgumentException("contact points: none (expected: host:port)");
    }
    if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
      throw new IllegalArgumentException(
          "keyspace: " + keyspace + " (expected: a lower case letter, then letters, digits, _)");
    }
    if (localDatacenter.isEmpty() || localDatacenter.indexOf('\'') >= 0) {
      throw new IllegalArgumentException(
          "local data centre: '" + localDatacenter + "' (expected: a name)");
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          "replication factor: " + replicationFactor + " (expected: >= 1)");
    }
  }

  /**
   * Reads {@code contact-points} (a list, or one string with commas), {@code local-datacenter},
   * {@code keyspace}, {@code replication-factor} and {@code tls}.
   */
  public static CassandraSettings from(Config block) {
    List<String> contactPoints =
        block.getValue("contact-points").valueType() == ConfigValueType.STRING
            ? Arrays.stream(block.getString("contact-points").split(",", -1))
                .map(String::strip)
                .toList()
            : block.getStringList("contact-points");
    return new CassandraSettings(
        contactPoints,
        block.getString("local-datacenter"),
        block.getString("keyspace"),
        block.getInt("replication-factor"),
        tls(block.getConfig("tls")),
        block.getBoolean("tls.host-names"));
  }

  private static Optional<MutualTls> tls(Config block) {
    return block.getString("certificate").isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MutualTls(
                Path.of(block.getString("certificate")),
                Path.of(block.getString("key")),
                Path.of(block.getString("authority"))));
  }

  /** The settings of a single Cassandra on this machine, with one copy of everything. */
  public static CassandraSettings local(String hostAndPort, String keyspace) {
    return new CassandraSettings(
        List.of(hostAndPort), "datacenter1", keyspace, 1, Optional.empty(), true);
  }

  /**
   * What goes on top of a node's configuration (which includes {@code yubin-journal.conf}): the
   * driver's contact points and data centre, and the journal's keyspace. So the journal plugin and
   * our own session talk to the same cluster.
   */
  public Config overlay() {
    Map<String, Object> over = new HashMap<>();
    over.put(DRIVER + "basic.contact-points", contactPoints);
    over.put(DRIVER + "basic.load-balancing-policy.local-datacenter", localDatacenter);
    over.put("akka.persistence.cassandra.journal.keyspace", keyspace);
    tls.ifPresent(
        files ->
            PemSslEngineFactory.options(files, tlsHostNames)
                .forEach((path, value) -> over.put(DRIVER + path, value)));
    return ConfigFactory.parseMap(over, "where Cassandra is");
  }

  /** The replication map of CQL. */
  public String replication() {
    return "{'class': 'NetworkTopologyStrategy', '%s': %d}"
        .formatted(localDatacenter, replicationFactor);
  }

  /** One line for the operator: which losses the replication factor survives. */
  public String survives() {
    int losses = (replicationFactor - 1) / 2;
    return losses == 0
        ? "replication factor %d: no Cassandra node may be lost".formatted(replicationFactor)
        : "replication factor %d: %d lost Cassandra node%s of a row's replicas %s survived"
            .formatted(
                replicationFactor, losses, losses == 1 ? "" : "s", losses == 1 ? "is" : "are");
  }
}
