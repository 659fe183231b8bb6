package org.yubin.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.SnapshotRef;

/**
 * Writes one snapshot: leaf by leaf, a few at a time, so that only some pages are encoded at once;
 * the manifest last. The pages of a leaf and the leaf go in one batch, which is one mutation of one
 * partition.
 */
final class SnapshotWriter {
  private static final int PARALLEL_LEAVES = 4;

  /** A batch is cut here: far below Cassandra's bound on a mutation, 16 MiB. */
  private static final int BATCH_OCTETS = 1 << 20;

  private final CqlSession session;
  private final PageStatements statements;
  private final Executor executor;
  private final EntityId id;
  private final SnapshotRef at;
  private final PagedState state;
  private final @Nullable Snapshot base;
  private final SortedMap<LeafKey, Leaf> leaves = new ConcurrentSkipListMap<>();
  private final AtomicLong pagesWritten = new AtomicLong();
  private final AtomicLong octetsWritten = new AtomicLong();

  SnapshotWriter(
      CqlSession session,
      PageStatements statements,
      Executor executor,
      EntityId id,
      SnapshotRef at,
      PagedState state,
      Optional<Snapshot> base) {
    this.session = session;
    this.statements = statements;
    this.executor = executor;
    this.id = id;
    this.at = at;
    this.state = state;
    this.base = base.orElse(null);
  }

  CompletionStage<Snapshot> write(Instant takenAt) {
    return CompletableFuture.supplyAsync(this::pagesByLeaf, executor)
        .thenCompose(
            byLeaf ->
                Lanes.forEach(List.copyOf(byLeaf.entrySet()), PARALLEL_LEAVES, this::writeLeaf))
        .thenCompose(written -> writeManifest(takenAt))
        .thenApply(
            written ->
                new Snapshot(
                    new Manifest(
                        at,
                        takenAt,
                        new TreeMap<>(leaves),
                        pagesWritten.get(),
                        octetsWritten.get()),
                    state));
  }

  private SortedMap<LeafKey, List<PageKey>> pagesByLeaf() {
    SortedMap<LeafKey, List<PageKey>> byLeaf = new TreeMap<>();
    for (PageKey page : state.pages()) {
      byLeaf.computeIfAbsent(LeafKey.of(page), key -> new ArrayList<>()).add(page);
    }
    return byLeaf;
  }

  private CompletionStage<Void> writeLeaf(Map.Entry<LeafKey, List<PageKey>> entry) {
    return CompletableFuture.supplyAsync(() -> encode(entry.getKey(), entry.getValue()), executor)
        .thenCompose(batches -> Lanes.forEach(batches, 1, this::execute));
  }

  /** Encodes what changed in a leaf; nothing if nothing did. */
  private List<BatchStatement> encode(LeafKey key, List<PageKey> pages) {
    Leaf before = base == null ? null : base.manifest().leaves().get(key);
    SortedMap<Integer, PageRef> refs = new TreeMap<>();
    Batches batches = new Batches(key);
    for (PageKey page : pages) {
      PageRef old = before == null ? null : before.pages().get(page.number());
      if (old != null && base != null && state.samePage(page, base.state())) {
        refs.put(page.number(), old);
        continue;
      }
      byte[] stored = PageCoding.encode(state.encode(page));
      Hash hash = Hash.of(stored);
      if (old != null && old.hash().equals(hash)) {
        refs.put(page.number(), old);
        continue;
      }
      refs.put(page.number(), new PageRef(at, hash));
      pagesWritten.incrementAndGet();
      batches.add(page.number(), stored);
    }
    if (before != null && before.pages().equals(refs)) {
      leaves.put(key, before);
      return List.of();
    }
    byte[] stored = PageCoding.encode(ManifestCoding.leaf(refs));
    leaves.put(key, new Leaf(at, Hash.of(stored), refs));
    batches.add(PageStatements.LEAF_PAGE, stored);
    return batches.built();
  }

  private CompletionStage<Void> execute(BatchStatement batch) {
    return session.executeAsync(batch).thenApply(done -> null);
  }

  private CompletionStage<?> writeManifest(Instant takenAt) {
    byte[] stored = PageCoding.encode(ManifestCoding.manifest(state.root(), leaves));
    ByteBuffer body = ByteBuffer.allocate(Hash.OCTETS + stored.length);
    Hash hash = Hash.of(stored);
    body.putLong(hash.high()).putLong(hash.low()).put(stored).flip();
    octetsWritten.addAndGet(body.remaining());
    return session.executeAsync(
        statements
            .writeManifest()
            .bind(id.kind().word(), id.id(), at.epoch(), at.sequence(), takenAt, body));
  }

  /** The rows of one leaf's partition. */
  private final class Batches {
    private final LeafKey key;
    private final List<BatchStatement> built = new ArrayList<>();
    private BatchStatementBuilder batch = empty();
    private int octets;

    Batches(LeafKey key) {
      this.key = key;
    }

    void add(int page, byte[] stored) {
      if (octets + stored.length > BATCH_OCTETS && octets > 0) {
        built.add(batch.build());
        batch = empty();
        octets = 0;
      }
      octets += stored.length;
      octetsWritten.addAndGet(stored.length);
      batch.addStatement(
          statements
              .writePage()
              .bind(
                  id.kind().word(),
                  id.id(),
                  key.kind(),
                  key.number(),
                  page,
                  at.epoch(),
                  at.sequence(),
                  ByteBuffer.wrap(stored)));
    }

    List<BatchStatement> built() {
      built.add(batch.build());
      return built;
    }

    private BatchStatementBuilder empty() {
      return BatchStatement.builder(BatchType.UNLOGGED)
          .setConsistencyLevel(PageStatements.LEVEL)
          .setIdempotence(true);
    }
  }
}
