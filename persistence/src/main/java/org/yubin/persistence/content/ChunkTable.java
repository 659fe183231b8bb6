package org.yubin.persistence.content;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.BlobId;

/** The statements on a blob's head and chunks. */
final class ChunkTable {
  private final Prepared begin;
  private final Prepared end;
  private final Prepared insert;
  private final Prepared window;
  private final Prepared first;
  private final Prepared deleteBucket;
  private final Prepared deleteHead;

  ChunkTable(Cql cql) {
    begin = cql.plain("INSERT INTO blob_head (blob_id, started_at) VALUES (?, ?)");
    end = cql.plain("UPDATE blob_head SET finished_at = ?, size_octets = ? WHERE blob_id = ?");
    insert =
        cql.plain("INSERT INTO blob_chunk (blob_id, bucket, chunk, octets) VALUES (?, ?, ?, ?)");
    window =
        cql.plain(
            "SELECT chunk, octets FROM blob_chunk"
                + " WHERE blob_id = ? AND bucket = ? AND chunk >= ? AND chunk <= ?");
    first = cql.plain("SELECT chunk FROM blob_chunk WHERE blob_id = ? AND bucket = ? LIMIT 1");
    deleteBucket = cql.plain("DELETE FROM blob_chunk WHERE blob_id = ? AND bucket = ?");
    deleteHead = cql.plain("DELETE FROM blob_head WHERE blob_id = ?");
  }

  CompletionStage<Void> begin(BlobId id, long atMicros) {
    return begin.write(id.value(), atMicros);
  }

  CompletionStage<Void> end(BlobId id, long sizeOctets, long atMicros) {
    return end.write(atMicros, sizeOctets, id.value());
  }

  CompletionStage<Void> insert(BlobId id, int chunk, ByteBuffer stored) {
    return insert.write(id.value(), Chunks.bucketOf(chunk), chunk, stored);
  }

  /** The chunks from {@code from} to {@code to} inclusive, which lie in one bucket. */
  CompletionStage<List<Row>> window(BlobId id, int from, int to) {
    return window.all(id.value(), Chunks.bucketOf(from), from, to);
  }

  CompletionStage<Void> delete(BlobId id) {
    return deleteBuckets(id, 0).thenCompose(done -> deleteHead.write(id.value()));
  }

  /**
   * Buckets are written in order with less than one of them in flight, so the blob ends where two
   * in a row are empty.
   */
  private CompletionStage<Void> deleteBuckets(BlobId id, int bucket) {
    CompletionStage<Boolean> here = occupied(id, bucket);
    return here.thenCombine(occupied(id, bucket + 1), (a, b) -> a || b)
        .thenCompose(
            more ->
                more
                    ? deleteBucket
                        .write(id.value(), bucket)
                        .thenCompose(done -> deleteBuckets(id, bucket + 1))
                    : CompletableFuture.completedFuture(null));
  }

  private CompletionStage<Boolean> occupied(BlobId id, int bucket) {
    return first.one(id.value(), bucket).thenApply(row -> row.isPresent());
  }
}
