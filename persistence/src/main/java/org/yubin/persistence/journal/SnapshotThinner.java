package org.yubin.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.SnapshotRef;
import org.yubin.persistence.journal.PageStore.Taken;

/**
 * Drops the manifests that the ladder does not keep, and then what only they referred to.
 *
 * <p>The order makes a crash harmless at every step: manifests are marked <i>condemned</i> (from
 * then on nobody is offered them), their pages and leaves are deleted, and only then the manifest
 * rows, so that the next thinning finds what this one has not finished. A leaf goes if no kept
 * manifest names it, a page if no kept leaf does. The snapshot that the head points to, and any
 * later one that is just being written upon it, are kept, so nothing that they share is touched.
 */
final class SnapshotThinner {
  private static final int PARALLEL = 4;
  private static final int BATCH_ROWS = 500;

  private final CqlSession session;
  private final PageStatements statements;
  private final SnapshotReader reader;
  private final EntityId id;

  SnapshotThinner(
      CqlSession session, PageStatements statements, SnapshotReader reader, EntityId id) {
    this.session = session;
    this.statements = statements;
    this.reader = reader;
    this.id = id;
  }

  /** A manifest row, without its body. */
  record Listed(Taken taken, boolean condemned) {}

  CompletionStage<Integer> thin(
      List<Listed> ascending, SnapshotRef pointed, NavigableMap<Long, Long> ends, Instant now) {
    Set<SnapshotRef> condemned = new HashSet<>();
    List<Taken> counting = new ArrayList<>();
    for (Listed one : ascending) {
      SnapshotRef at = one.taken().at();
      if (one.condemned()) {
        condemned.add(at);
      } else if (at.compareTo(pointed) < 0) {
        if (counts(at, pointed, ends)) {
          counting.add(one.taken());
        } else {
          condemned.add(at);
        }
      }
    }
    Ladder.dropped(counting, now).forEach(one -> condemned.add(one.at()));
    if (condemned.isEmpty()) {
      return CompletableFuture.completedFuture(0);
    }
    List<SnapshotRef> kept =
        ascending.stream()
            .map(one -> one.taken().at())
            .filter(at -> !condemned.contains(at))
            .toList();
    return each(condemned, statements.condemn())
        .thenCompose(marked -> leaves(kept))
        .thenCompose(
            keptLeaves ->
                leaves(condemned)
                    .thenCompose(
                        dropped ->
                            Lanes.forEach(
                                List.copyOf(dropped.entrySet()),
                                PARALLEL,
                                entry ->
                                    sweep(
                                        entry.getKey(),
                                        entry.getValue(),
                                        keptLeaves.getOrDefault(entry.getKey(), Set.of())))))
        .thenCompose(swept -> each(condemned, statements.deleteManifest()))
        .thenApply(deleted -> condemned.size());
  }

  private static boolean counts(
      SnapshotRef at, SnapshotRef pointed, NavigableMap<Long, Long> ends) {
    if (at.epoch() == pointed.epoch()) {
      return true;
    }
    Long end = ends.get(at.epoch());
    return end != null && at.sequence() <= end;
  }

  private CompletionStage<Map<LeafKey, Set<SnapshotRef>>> leaves(
      Collection<SnapshotRef> manifests) {
    Map<LeafKey, Set<SnapshotRef>> named = new TreeMap<>();
    return Lanes.forEach(
            List.copyOf(manifests),
            PARALLEL,
            at ->
                reader
                    .manifest(at)
                    .thenAccept(
                        found -> {
                          synchronized (named) {
                            found
                                .body()
                                .leaves()
                                .forEach(
                                    (key, ref) ->
                                        named
                                            .computeIfAbsent(key, k -> new HashSet<>())
                                            .add(ref.at()));
                          }
                        }))
        .thenApply(all -> named);
  }

  /** Deletes what is no longer named in one leaf's partition. */
  private CompletionStage<Void> sweep(
      LeafKey key, Set<SnapshotRef> dropped, Set<SnapshotRef> keptLeaves) {
    Set<SnapshotRef> goes = new HashSet<>(dropped);
    goes.removeAll(keptLeaves);
    if (goes.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return reader
        .leafVersions(key)
        .thenCompose(
            versions -> {
              if (!versions.keySet().containsAll(keptLeaves)) {
                throw new SnapshotDamagedException(
                    "snapshots of " + id + ": a kept " + key + " missing");
              }
              Set<Version> rows = new HashSet<>();
              goes.stream()
                  .filter(versions::containsKey)
                  .forEach(at -> rows.addAll(pages(versions, at)));
              keptLeaves.forEach(at -> rows.removeAll(pages(versions, at)));
              return delete(key, rows)
                  .thenCompose(
                      pagesGone ->
                          delete(
                              key,
                              goes.stream()
                                  .map(at -> new Version(PageStatements.LEAF_PAGE, at))
                                  .toList()));
            });
  }

  private record Version(int page, SnapshotRef at) {}

  private static Set<Version> pages(
      Map<SnapshotRef, SortedMap<Integer, PageRef>> versions, SnapshotRef leaf) {
    Set<Version> pages = new HashSet<>();
    versions
        .getOrDefault(leaf, new TreeMap<>())
        .forEach((number, ref) -> pages.add(new Version(number, ref.at())));
    return pages;
  }

  private CompletionStage<Void> delete(LeafKey key, Collection<Version> rows) {
    List<BatchStatement> batches = new ArrayList<>();
    List<Version> all = List.copyOf(rows);
    for (int from = 0; from < all.size(); from += BATCH_ROWS) {
      BatchStatementBuilder batch =
          BatchStatement.builder(BatchType.UNLOGGED)
              .setConsistencyLevel(PageStatements.LEVEL)
              .setIdempotence(true);
      all.subList(from, Math.min(all.size(), from + BATCH_ROWS))
          .forEach(
              row ->
                  batch.addStatement(
                      statements
                          .deletePage()
                          .bind(
                              id.kind().word(),
                              id.id(),
                              key.kind(),
                              key.number(),
                              row.page(),
                              row.at().epoch(),
                              row.at().sequence())));
      batches.add(batch.build());
    }
    return Lanes.forEach(batches, 1, batch -> session.executeAsync(batch).thenApply(done -> null));
  }

  private CompletionStage<Void> each(Set<SnapshotRef> manifests, PreparedStatement statement) {
    return Lanes.forEach(
        List.copyOf(manifests),
        PARALLEL,
        at ->
            session
                .executeAsync(statement.bind(id.kind().word(), id.id(), at.epoch(), at.sequence()))
                .thenApply(done -> null));
  }
}
