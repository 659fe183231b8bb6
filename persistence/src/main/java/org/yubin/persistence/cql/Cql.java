package org.yubin.persistence.cql;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The statements of one keyspace. Everything is read and written at LOCAL_QUORUM; conditional
 * statements agree at LOCAL_SERIAL. The session is the caller's to close. Where Cassandra is away
 * or cannot do it, the stages fail with {@link org.yubin.persistence.StoreUnavailableException}.
 */
public final class Cql {
  private final CqlSession session;
  private final CqlIdentifier keyspace;

  public Cql(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = CqlIdentifier.fromInternal(keyspace);
  }

  /** A read or a write that may be repeated without harm. */
  public Prepared plain(String cql) {
    return prepared(cql, true);
  }

  /** A lightweight transaction: never repeated by the driver. */
  public Prepared conditional(String cql) {
    return prepared(cql, false);
  }

  private Prepared prepared(String cql, boolean idempotent) {
    return new Prepared(
        session,
        SimpleStatement.builder(cql)
            .setKeyspace(keyspace)
            .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
            .setSerialConsistencyLevel(ConsistencyLevel.LOCAL_SERIAL)
            .setIdempotence(idempotent)
            .build());
  }

  /**
   * Several plain writes in one round trip, atomic only within one partition. Few partitions at a
   * time (Cassandra warns above 10); empty is allowed.
   */
  public CompletionStage<Void> together(List<BoundStatement> writes) {
    if (writes.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    if (writes.size() == 1) {
      return Outages.told(session.executeAsync(writes.get(0))).thenApply(done -> null);
    }
    BatchStatement batch =
        BatchStatement.builder(BatchType.UNLOGGED)
            .addStatements(List.copyOf(writes))
            .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
            .setIdempotence(true)
            .build();
    return Outages.told(session.executeAsync(batch)).thenApply(done -> null);
  }
}
