package org.yubin.persistence.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.persistence.cassandra.CassandraSettings;
import org.yubin.persistence.id.IdSource;

/**
 * Brings the schema to what this program needs: makes the keyspace with explicit replication, then
 * applies each numbered file that has not been applied yet, in order. A file is written down as
 * applied after its last statement, and its statements may be repeated, so a crash in between is
 * mended by the next start. A file that was changed after it had been applied is refused.
 *
 * <p>Several nodes may start at once: one works, by a lock row with a time to live ({@link
 * SchemaLock}), the others wait. Runs before the journal is started, since the plugin does not
 * recover from tables that are missing.
 */
public final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final CqlSession session;
  private final CassandraSettings settings;
  private final InstantSource clock;
  private final SchemaLock lock;
  private final SchemaAgreement agreement;

  public Migrations(
      CqlSession session, CassandraSettings settings, IdSource ids, InstantSource clock) {
    this.session = session;
    this.settings = settings;
    this.clock = clock;
    this.agreement = new SchemaAgreement(session);
    this.lock = new SchemaLock(session, settings.keyspace(), ids.next());
  }

  /**
   * Applies what is missing.
   *
   * @return the files that were applied now
   */
  public CompletionStage<List<String>> run() {
    List<Migration> all;
    try {
      all = Migration.all();
    } catch (IOException | IllegalArgumentException broken) {
      return CompletableFuture.failedFuture(broken);
    }
    followSchema(false);
    return makeKeyspace()
        .thenCompose(made -> agreement.reached())
        .thenCompose(agreed -> agreement.patiently(lock::make))
        .thenCompose(made -> agreement.reached())
        .thenCompose(agreed -> agreement.patiently(this::applied))
        .thenCompose(
            done ->
                missing(all, done).isEmpty()
                    ? CompletableFuture.completedFuture(List.<String>of())
                    : lock.hold(PATIENCE, () -> applyMissing(all)))
        .thenCompose(applied -> agreement.reached().thenApply(agreed -> applied))
        .whenComplete((applied, failed) -> followSchema(null));
  }

  private CompletionStage<List<String>> applyMissing(List<Migration> all) {
    return applied()
        .thenCompose(
            done -> {
              List<Migration> missing = missing(all, done);
              CompletionStage<List<String>> files =
                  CompletableFuture.completedFuture(new ArrayList<>());
              for (Migration migration : missing) {
                files =
                    files.thenCompose(
                        soFar ->
                            apply(migration)
                                .thenApply(
                                    ok -> {
                                      soFar.add(migration.file());
                                      return soFar;
                                    }));
              }
              return files;
            });
  }

  private static List<Migration> missing(List<Migration> all, Map<Integer, String> applied) {
    List<Migration> missing = new ArrayList<>();
    for (Migration migration : all) {
      String hash = applied.get(migration.number());
      if (hash == null) {
        missing.add(migration);
      } else if (!hash.equals(migration.hash())) {
        throw new IllegalStateException(
            "migration "
                + migration.file()
                + ": changed since it was applied (expected: a new file)");
      }
    }
    return missing;
  }

  private CompletionStage<AsyncResultSet> apply(Migration migration) {
    CompletionStage<?> done = lock.renew();
    for (String cql : migration.statements(settings.keyspace(), settings.replication())) {
      done = done.thenCompose(before -> schemaChange(cql));
    }
    return done.thenCompose(
        all ->
            session.executeAsync(
                SimpleStatement.newInstance(
                    "INSERT INTO %s.schema_migration (number, file, hash, applied_at) VALUES (?, ?, ?, ?)"
                        .formatted(settings.keyspace()),
                    migration.number(),
                    migration.file(),
                    migration.hash(),
                    clock.instant())));
  }

  private CompletionStage<Map<Integer, String>> applied() {
    return session
        .executeAsync("SELECT number, hash FROM %s.schema_migration".formatted(settings.keyspace()))
        .thenApply(
            rows -> {
              Map<Integer, String> applied = new HashMap<>();
              for (Row row : rows.currentPage()) {
                applied.put(row.getInt("number"), row.getString("hash"));
              }
              if (rows.hasMorePages()) {
                throw new IllegalStateException("more migrations than fit a page");
              }
              return applied;
            });
  }

  /**
   * The driver reads the whole schema again after each change, and waits a second to do it; once at
   * the end is enough ({@code null}: as configured). Agreement between Cassandra's nodes it awaits
   * all the same.
   */
  private void followSchema(@Nullable Boolean follow) {
    CompletionStage<Metadata> refreshed = session.setSchemaMetadataEnabled(follow);
    refreshed.exceptionally(
        failed -> {
          LOG.warn("schema metadata: not read after migrations: {}", failed.toString());
          return session.getMetadata();
        });
  }

  private CompletionStage<?> makeKeyspace() {
    return schemaChange(
        "CREATE KEYSPACE IF NOT EXISTS %s WITH replication = %s"
            .formatted(settings.keyspace(), settings.replication()));
  }

  /** Schema changes take long, above all on a busy machine. */
  private CompletionStage<AsyncResultSet> schemaChange(String cql) {
    return session.executeAsync(
        SimpleStatement.newInstance(cql).setTimeout(SchemaLock.SCHEMA_TIMEOUT));
  }
}
