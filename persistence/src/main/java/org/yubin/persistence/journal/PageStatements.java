package org.yubin.persistence.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.yubin.persistence.cassandra.Statements;

/** The statements of {@link CassandraPageStore}, prepared, at LOCAL_QUORUM. All may be repeated. */
record PageStatements(
    PreparedStatement writePage,
    PreparedStatement writeManifest,
    PreparedStatement readManifest,
    PreparedStatement listManifests,
    PreparedStatement readPages,
    PreparedStatement readLeaves,
    PreparedStatement condemn,
    PreparedStatement deleteManifest,
    PreparedStatement deletePage) {

  static final ConsistencyLevel LEVEL = DefaultConsistencyLevel.LOCAL_QUORUM;

  /** The page number under which a leaf of the manifest stands beside its pages. */
  static final int LEAF_PAGE = -1;

  static CompletionStage<PageStatements> prepare(CqlSession session, String keyspace) {
    String manifest = keyspace + ".snapshot_manifest";
    String page = keyspace + ".snapshot_page";
    String entity = " WHERE kind = ? AND id = ?";
    String version = " AND epoch = ? AND sequence = ?";
    String leaf = entity + " AND page_kind = ? AND leaf = ?";
    List<SimpleStatement> all =
        Stream.of(
                "INSERT INTO "
                    + page
                    + " (kind, id, page_kind, leaf, page, epoch, sequence, body) VALUES (?, ?, ?,"
                    + " ?, ?, ?, ?, ?)",
                "INSERT INTO "
                    + manifest
                    + " (kind, id, epoch, sequence, taken_at, body) VALUES (?, ?, ?, ?, ?, ?)",
                "SELECT taken_at, condemned, body FROM " + manifest + entity + version,
                "SELECT epoch, sequence, taken_at, condemned FROM " + manifest + entity,
                "SELECT page, epoch, sequence, body FROM "
                    + page
                    + leaf
                    + " AND (page, epoch, sequence) IN ?",
                "SELECT epoch, sequence, body FROM " + page + leaf + " AND page = " + LEAF_PAGE,
                "UPDATE " + manifest + " SET condemned = true" + entity + version,
                "DELETE FROM " + manifest + entity + version,
                "DELETE FROM " + page + leaf + " AND page = ? AND epoch = ? AND sequence = ?")
            .map(
                cql ->
                    SimpleStatement.builder(cql)
                        .setConsistencyLevel(LEVEL)
                        .setIdempotence(true)
                        .build())
            .toList();
    return Statements.prepare(session, all).thenApply(PageStatements::of);
  }

  private static PageStatements of(List<PreparedStatement> all) {
    return new PageStatements(
        all.get(0),
        all.get(1),
        all.get(2),
        all.get(3),
        all.get(4),
        all.get(5),
        all.get(6),
        all.get(7),
        all.get(8));
  }
}
