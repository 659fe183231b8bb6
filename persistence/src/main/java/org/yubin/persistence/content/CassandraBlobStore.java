package org.yubin.persistence.content;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.id.BlobId;

/**
 * Blobs in the tables {@code blob_head} and {@code blob_chunk}. Chunks are compressed and unpacked
 * on the executor given; unpacked ones are kept in memory, bounded by octets, and never change.
 */
public final class CassandraBlobStore implements BlobStore {
  /** A good size of the memory for unpacked chunks. */
  public static final long DEFAULT_CACHE_OCTETS = 32L * 1024 * 1024;

  private final ChunkTable table;
  private final ChunkReader reader;
  private final Executor cpu;
  private final Clock clock;

  /**
   * Uses a keyspace whose migrations have run.
   *
   * @param cpu where compression runs; its size bounds how many chunks are worked on at once
   * @param cacheOctets of unpacked chunks kept in memory; 0 keeps none
   */
  public CassandraBlobStore(Cql cql, Executor cpu, Clock clock, long cacheOctets) {
    this.table = new ChunkTable(cql);
    this.reader = new ChunkReader(table, cpu, cacheOctets);
    this.cpu = cpu;
    this.clock = clock;
  }

  @Override
  public BlobWriter create(BlobId id) {
    return new CassandraBlobWriter(id, table, cpu, clock);
  }

  @Override
  public CompletionStage<ByteBuffer> read(BlobId id, long offset, int length) {
    if (offset < 0 || length < 0 || length > MAX_READ_OCTETS) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "read of %d octets at %d (expected: <= %d at >= 0)"
                  .formatted(length, offset, MAX_READ_OCTETS)));
    }
    return length == 0
        ? CompletableFuture.completedFuture(ByteBuffer.allocate(0))
        : reader.read(id, offset, length);
  }

  /** Reads of windows of blobs: a chunk or more each. */
  public ReadCounts reads() {
    return reader.counts();
  }

  /**
   * Deletes a blob, chunks first and its head last, so that a deletion that breaks off can be begun
   * again. For the collector, once nothing can refer to the blob any more.
   */
  public CompletionStage<Void> delete(BlobId id) {
    return table.delete(id);
  }
}
