package org.yubin.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.SnapshotRef;
import org.yubin.persistence.journal.SnapshotThinner.Listed;

/** Snapshots in the tables {@code snapshot_manifest} and {@code snapshot_page}. */
public final class CassandraPageStore implements PageStore {
  private final CqlSession session;
  private final PageStatements statements;
  private final Executor executor;

  private CassandraPageStore(CqlSession session, PageStatements statements, Executor executor) {
    this.session = session;
    this.statements = statements;
    this.executor = executor;
  }

  /**
   * Prepares the statements; the tables must be there.
   *
   * @param executor encodes, decodes, compresses and hashes; tasks take some milliseconds and never
   *     block
   */
  public static CompletionStage<PageStore> open(
      CqlSession session, String keyspace, Executor executor) {
    return PageStatements.prepare(session, keyspace)
        .thenApply(statements -> new CassandraPageStore(session, statements, executor));
  }

  @Override
  public CompletionStage<Snapshot> write(
      EntityId id, SnapshotRef at, Instant takenAt, PagedState state, Optional<Snapshot> base) {
    return new SnapshotWriter(session, statements, executor, id, at, state, base).write(takenAt);
  }

  @Override
  public CompletionStage<LoadedSnapshot> load(EntityId id, SnapshotRef at) {
    return reader(id).load(at);
  }

  @Override
  public CompletionStage<List<Taken>> manifests(EntityId id) {
    return listed(id)
        .thenApply(all -> all.stream().filter(one -> !one.condemned()).map(Listed::taken).toList());
  }

  @Override
  public CompletionStage<Integer> thin(
      EntityId id, SnapshotRef pointed, NavigableMap<Long, Long> ends, Instant now) {
    return listed(id)
        .thenCompose(
            all ->
                new SnapshotThinner(session, statements, reader(id), id)
                    .thin(all, pointed, ends, now));
  }

  private SnapshotReader reader(EntityId id) {
    return new SnapshotReader(session, statements, executor, id);
  }

  /** All manifests, ascending (they are stored descending). */
  private CompletionStage<List<Listed>> listed(EntityId id) {
    return session
        .executeAsync(statements.listManifests().bind(id.kind().word(), id.id()))
        .thenCompose(rows -> collect(rows, new ArrayList<>()))
        .thenApply(
            descending -> {
              Collections.reverse(descending);
              return descending;
            });
  }

  /**
   * A manifest that was condemned after its row had gone is but a mark: it has no time, and nothing
   * to delete.
   */
  private static CompletionStage<List<Listed>> collect(AsyncResultSet rows, List<Listed> into) {
    rows.currentPage()
        .forEach(
            row -> {
              Instant takenAt = row.getInstant("taken_at");
              if (takenAt != null) {
                into.add(
                    new Listed(
                        new Taken(
                            new SnapshotRef(row.getLong("epoch"), row.getLong("sequence")),
                            takenAt),
                        row.getBoolean("condemned")));
              }
            });
    return rows.hasMorePages()
        ? rows.fetchNextPage().thenCompose(more -> collect(more, into))
        : CompletableFuture.completedFuture(into);
  }
}
