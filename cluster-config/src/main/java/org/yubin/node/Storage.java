package org.yubin.node;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.yubin.persistence.cassandra.CassandraSessions;
import org.yubin.persistence.cassandra.CassandraSettings;
import org.yubin.persistence.content.BodyWriters;
import org.yubin.persistence.content.CassandraBlobStore;
import org.yubin.persistence.content.SpillingBodyWriters;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.directory.AccountDirectory;
import org.yubin.persistence.directory.CassandraAccountDirectory;
import org.yubin.persistence.directory.InstallationSecrets;
import org.yubin.persistence.head.CassandraHeads;
import org.yubin.persistence.head.Heads;
import org.yubin.persistence.head.OwnerId;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.Ids;
import org.yubin.persistence.journal.CassandraLogReader;
import org.yubin.persistence.journal.CassandraPageStore;
import org.yubin.persistence.journal.LogReader;
import org.yubin.persistence.journal.PageStore;
import org.yubin.persistence.message.CassandraMessageStore;
import org.yubin.persistence.schema.Migrations;

/** All that is stored, over one Cassandra session. */
record Storage(
    CqlSession session,
    Cql cql,
    IdSource ids,
    OwnerId owner,
    Heads heads,
    LogReader logs,
    PageStore pages,
    CassandraBlobStore blobs,
    BodyWriters bodies,
    CassandraMessageStore messages,
    AccountDirectory directory,
    InstallationSecrets secrets) {

  /**
   * Connects, brings the schema up to date, and makes the stores.
   *
   * @param whole the node's configuration, with the overlay of {@code where}
   * @param cpu where compression and decoding run
   */
  static CompletionStage<Storage> open(
      Config whole,
      CassandraSettings where,
      NodeSettings settings,
      Executor cpu,
      Clock clock,
      Consumer<String> progress) {
    IdSource ids = Ids.secure();
    return CassandraSessions.connect(whole)
        .thenCompose(
            session ->
                new Migrations(session, where, ids, clock)
                    .run()
                    .thenCompose(
                        applied -> {
                          tell(applied, progress);
                          return prepare(whole, session, where, settings, ids, cpu, clock);
                        }));
  }

  private static CompletionStage<Storage> prepare(
      Config whole,
      CqlSession session,
      CassandraSettings where,
      NodeSettings settings,
      IdSource ids,
      Executor cpu,
      Clock clock) {
    long partition = whole.getLong("akka.persistence.cassandra.journal.target-partition-size");
    OwnerId owner = new OwnerId(ids.next());
    return CassandraHeads.open(session, where.keyspace(), owner)
        .thenCompose(
            heads ->
                CassandraLogReader.open(session, where.keyspace(), partition)
                    .thenCombine(
                        CassandraPageStore.open(session, where.keyspace(), cpu),
                        (logs, pages) ->
                            over(
                                session, where, settings, ids, cpu, clock, owner, heads, logs,
                                pages)));
  }

  private static void tell(List<String> applied, Consumer<String> progress) {
    if (!applied.isEmpty()) {
      progress.accept("Schema: applied " + applied.size() + " migrations");
    }
  }

  private static Storage over(
      CqlSession session,
      CassandraSettings where,
      NodeSettings settings,
      IdSource ids,
      Executor cpu,
      Clock clock,
      OwnerId owner,
      Heads heads,
      LogReader logs,
      PageStore pages) {
    Cql cql = new Cql(session, where.keyspace());
    CassandraBlobStore blobs =
        new CassandraBlobStore(cql, cpu, clock, CassandraBlobStore.DEFAULT_CACHE_OCTETS);
    return new Storage(
        session,
        cql,
        ids,
        owner,
        heads,
        logs,
        pages,
        blobs,
        new SpillingBodyWriters(blobs, ids),
        new CassandraMessageStore(
            cql,
            blobs,
            cpu,
            clock,
            settings.retention(),
            CassandraMessageStore.DEFAULT_CACHE_OCTETS),
        new CassandraAccountDirectory(cql, ids, clock),
        new InstallationSecrets(cql, ids, clock));
  }
}
