package org.yubin.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.TupleType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.SnapshotRef;

/**
 * Reads snapshots: the manifest, then each leaf and its pages, several leaves at a time, everything
 * checked against its hash.
 */
final class SnapshotReader {
  private static final int PARALLEL_LEAVES = 8;

  private final CqlSession session;
  private final PageStatements statements;
  private final Executor executor;
  private final EntityId id;

  SnapshotReader(CqlSession session, PageStatements statements, Executor executor, EntityId id) {
    this.session = session;
    this.statements = statements;
    this.executor = executor;
    this.id = id;
  }

  CompletionStage<LoadedSnapshot> load(SnapshotRef at) {
    return manifest(at)
        .thenCompose(
            found -> {
              SortedMap<LeafKey, Leaf> leaves = new ConcurrentSkipListMap<>();
              SortedMap<PageKey, byte[]> pages = new ConcurrentSkipListMap<>();
              return Lanes.forEach(
                      List.copyOf(found.body().leaves().entrySet()),
                      PARALLEL_LEAVES,
                      entry ->
                          leaf(at, entry.getKey(), entry.getValue())
                              .thenCompose(
                                  leaf -> {
                                    leaves.put(entry.getKey(), leaf);
                                    return pages(at, entry.getKey(), leaf, pages);
                                  }))
                  .thenApply(
                      all ->
                          new LoadedSnapshot(
                              new Manifest(at, found.takenAt(), new TreeMap<>(leaves), 0, 0),
                              found.body().root(),
                              pages));
            });
  }

  /** A manifest row, decoded. */
  record Found(Instant takenAt, ManifestCoding.Body body) {}

  CompletionStage<Found> manifest(SnapshotRef at) {
    return session
        .executeAsync(
            statements.readManifest().bind(id.kind().word(), id.id(), at.epoch(), at.sequence()))
        .thenApplyAsync(
            rows -> {
              Row row = rows.one();
              Instant takenAt = row == null ? null : row.getInstant("taken_at");
              if (row == null || takenAt == null) {
                throw damaged(at, "manifest missing");
              }
              ByteBuffer body = ByteBuffer.wrap(Octets.of(row.getByteBuffer("body")));
              if (body.remaining() <= Hash.OCTETS) {
                throw damaged(at, "manifest of " + body.remaining() + " octets");
              }
              Hash hash = new Hash(body.getLong(), body.getLong());
              byte[] stored = Octets.take(body, body.remaining());
              require(Hash.of(stored).equals(hash), at, "manifest");
              return new Found(takenAt, ManifestCoding.manifest(PageCoding.decode(stored)));
            },
            executor);
  }

  private CompletionStage<Leaf> leaf(SnapshotRef of, LeafKey key, ManifestCoding.LeafRef ref) {
    return rows(key, List.of(new Wanted(PageStatements.LEAF_PAGE, ref.at())))
        .thenApplyAsync(
            rows -> {
              byte[] leaf =
                  checked(rows.get(PageStatements.LEAF_PAGE), ref.hash(), of, key.toString());
              return new Leaf(ref.at(), ref.hash(), ManifestCoding.leaf(leaf));
            },
            executor);
  }

  private CompletionStage<Void> pages(
      SnapshotRef of, LeafKey key, Leaf leaf, Map<PageKey, byte[]> into) {
    List<Wanted> wanted = new ArrayList<>();
    leaf.pages().forEach((number, ref) -> wanted.add(new Wanted(number, ref.at())));
    return rows(key, wanted)
        .thenAcceptAsync(
            rows ->
                leaf.pages()
                    .forEach(
                        (number, ref) -> {
                          PageKey page = new PageKey(key.kind(), number);
                          into.put(
                              page, checked(rows.get(number), ref.hash(), of, page.toString()));
                        }),
            executor);
  }

  private record Wanted(int page, SnapshotRef at) {}

  private CompletionStage<Map<Integer, byte[]>> rows(LeafKey key, List<Wanted> wanted) {
    TupleType type =
        (TupleType)
            ((ListType) statements.readPages().getVariableDefinitions().get(4).getType())
                .getElementType();
    List<TupleValue> keys =
        wanted.stream()
            .map(one -> type.newValue(one.page(), one.at().epoch(), one.at().sequence()))
            .toList();
    return session
        .executeAsync(
            statements.readPages().bind(id.kind().word(), id.id(), key.kind(), key.number(), keys))
        .thenCompose(rows -> collect(rows, new TreeMap<>()));
  }

  private static CompletionStage<Map<Integer, byte[]>> collect(
      AsyncResultSet rows, Map<Integer, byte[]> into) {
    rows.currentPage()
        .forEach(row -> into.put(row.getInt("page"), Octets.of(row.getByteBuffer("body"))));
    return rows.hasMorePages()
        ? rows.fetchNextPage().thenCompose(more -> collect(more, into))
        : CompletableFuture.completedFuture(into);
  }

  /** All versions of a leaf that are stored. */
  CompletionStage<Map<SnapshotRef, SortedMap<Integer, PageRef>>> leafVersions(LeafKey key) {
    return session
        .executeAsync(
            statements.readLeaves().bind(id.kind().word(), id.id(), key.kind(), key.number()))
        .thenCompose(rows -> collectVersions(rows, new TreeMap<>()));
  }

  private static CompletionStage<Map<SnapshotRef, SortedMap<Integer, PageRef>>> collectVersions(
      AsyncResultSet rows, Map<SnapshotRef, SortedMap<Integer, PageRef>> into) {
    rows.currentPage()
        .forEach(
            row ->
                into.put(
                    new SnapshotRef(row.getLong("epoch"), row.getLong("sequence")),
                    ManifestCoding.leaf(PageCoding.decode(Octets.of(row.getByteBuffer("body"))))));
    return rows.hasMorePages()
        ? rows.fetchNextPage().thenCompose(more -> collectVersions(more, into))
        : CompletableFuture.completedFuture(into);
  }

  private byte[] checked(byte @Nullable [] stored, Hash hash, SnapshotRef of, String what) {
    if (stored == null) {
      throw damaged(of, what + " missing");
    }
    require(Hash.of(stored).equals(hash), of, what);
    return PageCoding.decode(stored);
  }

  private void require(boolean same, SnapshotRef of, String what) {
    if (!same) {
      throw damaged(of, what + " is not what its hash says");
    }
  }

  private SnapshotDamagedException damaged(SnapshotRef of, String what) {
    return new SnapshotDamagedException("snapshot " + of + " of " + id + ": " + what);
  }
}
