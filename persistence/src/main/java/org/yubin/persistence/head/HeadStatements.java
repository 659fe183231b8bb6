package org.yubin.persistence.head;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatementBuilder;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.cassandra.CassandraSessions;
import org.yubin.persistence.cassandra.Statements;

/**
 * The statements of {@link CassandraHeads}, prepared. Consistency is fixed here and not left to
 * configuration: LOCAL_QUORUM, and LOCAL_SERIAL for conditions.
 */
record HeadStatements(
    PreparedStatement read,
    PreparedStatement epochOf,
    PreparedStatement ends,
    PreparedStatement takeFirst,
    PreparedStatement takeNext,
    PreparedStatement pin,
    PreparedStatement pinWithSnapshot,
    PreparedStatement point,
    PreparedStatement close,
    PreparedStatement keepEnd,
    PreparedStatement enter,
    PreparedStatement losses,
    PreparedStatement raise) {

  static CompletionStage<HeadStatements> prepare(CqlSession session, String keyspace) {
    String head = keyspace + ".head";
    String owner = keyspace + ".owner";
    String key = " WHERE kind = ? AND id = ?";
    List<SimpleStatement> all =
        List.of(
            plain("SELECT * FROM " + head + key),
            plain("SELECT epoch FROM " + head + key),
            plain("SELECT epoch, end FROM " + keyspace + ".epoch_end" + key),
            conditional(
                "INSERT INTO "
                    + head
                    + " (kind, id, epoch, pinned, snap_epoch, snap_seq, state)"
                    + " VALUES (?, ?, 1, 0, 0, 0, 'open') IF NOT EXISTS"),
            conditional(
                "UPDATE "
                    + head
                    + " SET epoch = ?, state = ?"
                    + key
                    + " IF epoch = ? AND pinned = ? AND snap_epoch = ? AND snap_seq = ? AND state ="
                    + " ?"),
            conditional(
                "UPDATE "
                    + head
                    + " SET pinned = ?, server = ?, ends = ends + ?"
                    + key
                    + " IF epoch = ?"),
            conditional(
                "UPDATE "
                    + head
                    + " SET pinned = ?, server = ?, ends = ends + ?, snap_epoch = ?, snap_seq = ?"
                    + key
                    + " IF epoch = ?"),
            conditional(
                "UPDATE "
                    + head
                    + " SET snap_epoch = ?, snap_seq = ?, ends = ends - ?"
                    + key
                    + " IF epoch = ?"),
            conditional(
                "UPDATE "
                    + head
                    + " SET state = ?, messages = ?, unseen = ?, deleted = ?, size_octets = ?,"
                    + " uid_next = ?, uid_validity = ?, highest_modseq = ?, recent_from = ?"
                    + key
                    + " IF epoch = ?"),
            plain(
                "INSERT INTO "
                    + keyspace
                    + ".epoch_end (kind, id, epoch, end) VALUES (?, ?, ?, ?)"),
            conditional("INSERT INTO " + owner + " (id, losses) VALUES (?, 0) IF NOT EXISTS"),
            plain("SELECT losses FROM " + owner + " WHERE id = ?"),
            conditional("UPDATE " + owner + " SET losses = ? WHERE id = ? IF losses = ?"));
    return Statements.prepare(session, all).thenApply(HeadStatements::of);
  }

  private static HeadStatements of(List<PreparedStatement> all) {
    return new HeadStatements(
        all.get(0),
        all.get(1),
        all.get(2),
        all.get(3),
        all.get(4),
        all.get(5),
        all.get(6),
        all.get(7),
        all.get(8),
        all.get(9),
        all.get(10),
        all.get(11),
        all.get(12));
  }

  private static SimpleStatement plain(String cql) {
    return builder(cql).setIdempotence(true).build();
  }

  private static SimpleStatement conditional(String cql) {
    return builder(cql)
        .setIdempotence(false)
        .setSerialConsistencyLevel(ConsistencyLevel.LOCAL_SERIAL)
        .setExecutionProfileName(CassandraSessions.FENCE_PROFILE)
        .build();
  }

  private static SimpleStatementBuilder builder(String cql) {
    return SimpleStatement.builder(cql).setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM);
  }
}
