package org.yubin.persistence.content;

import static org.yubin.persistence.content.Chunks.CHUNKS_PER_BUCKET;
import static org.yubin.persistence.content.Chunks.CHUNK_OCTETS;

import com.datastax.oss.driver.api.core.cql.Row;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.yubin.persistence.id.BlobId;

/** Reads windows of blobs: one statement a bucket for the chunks that memory does not hold. */
final class ChunkReader {
  private record Key(BlobId blob, int chunk) {}

  private final ChunkTable table;
  private final Executor cpu;
  private final Cache<Key, byte[]> memory;
  private final ReadCounts counts = new ReadCounts();

  ChunkReader(ChunkTable table, Executor cpu, long cacheOctets) {
    this.table = table;
    this.cpu = cpu;
    this.memory =
        Caffeine.newBuilder()
            .maximumWeight(cacheOctets)
            .weigher((Key key, byte[] octets) -> octets.length + 64)
            .executor(cpu)
            .build();
  }

  /** Windows read; one counts as of memory if all of its chunks were there. */
  ReadCounts counts() {
    return counts;
  }

  CompletionStage<ByteBuffer> read(BlobId id, long offset, int length) {
    int from = Chunks.chunkOf(offset);
    int to = Chunks.chunkOf(offset + length - 1);
    TreeMap<Integer, byte[]> chunks = new TreeMap<>();
    for (int chunk = from; chunk <= to; chunk++) {
      byte[] known = memory.getIfPresent(new Key(id, chunk));
      if (known != null) {
        chunks.put(chunk, known);
      }
    }
    if (chunks.size() == to - from + 1) {
      counts.add(ReadCounts.Place.MEMORY, 1);
      return CompletableFuture.completedFuture(cut(id, chunks, offset, length));
    }
    counts.add(ReadCounts.Place.TABLE, 1);
    return load(id, from, to, chunks).thenApply(loaded -> cut(id, loaded, offset, length));
  }

  /** Reads the shortest run that holds all that is missing, bucket by bucket. */
  private CompletionStage<SortedMap<Integer, byte[]>> load(
      BlobId id, int from, int to, SortedMap<Integer, byte[]> known) {
    int first = from;
    while (known.containsKey(first)) {
      first++;
    }
    int last = to;
    while (known.containsKey(last)) {
      last--;
    }
    CompletionStage<SortedMap<Integer, byte[]>> result = CompletableFuture.completedFuture(known);
    int start = first;
    while (start <= last) {
      int bucketEnd = (Chunks.bucketOf(start) + 1) * CHUNKS_PER_BUCKET - 1;
      CompletionStage<List<Row>> rows = table.window(id, start, Math.min(last, bucketEnd));
      result = result.thenCombineAsync(rows, (all, more) -> unpack(id, all, more), cpu);
      start = bucketEnd + 1;
    }
    return result;
  }

  private SortedMap<Integer, byte[]> unpack(
      BlobId id, SortedMap<Integer, byte[]> all, List<Row> rows) {
    for (Row row : rows) {
      int chunk = row.getInt("chunk");
      if (!all.containsKey(chunk)) {
        byte[] octets =
            Compression.decode(Objects.requireNonNull(row.getByteBuffer("octets")), CHUNK_OCTETS);
        memory.put(new Key(id, chunk), octets);
        all.put(chunk, octets);
      }
    }
    return all;
  }

  private static ByteBuffer cut(
      BlobId id, SortedMap<Integer, byte[]> chunks, long offset, int length) {
    if (chunks.isEmpty()) {
      return ByteBuffer.allocate(0);
    }
    int from = Chunks.chunkOf(offset);
    int last = chunks.lastKey();
    long end = Math.min(offset + length, Chunks.startOf(last) + lengthOf(chunks, last));
    if (end <= offset) {
      return ByteBuffer.allocate(0);
    }
    if (from == last) {
      int start = (int) (offset - Chunks.startOf(last));
      return ByteBuffer.wrap(chunks.get(last), start, (int) (end - offset))
          .slice()
          .asReadOnlyBuffer();
    }
    ByteBuffer out = ByteBuffer.allocate((int) (end - offset));
    for (int chunk = from; chunk <= last; chunk++) {
      if (chunk < last && lengthOf(chunks, chunk) != CHUNK_OCTETS) {
        throw new IllegalStateException(
            "blob %s: chunk %d has %d octets (expected: %d, since chunk %d is there)"
                .formatted(id, chunk, lengthOf(chunks, chunk), CHUNK_OCTETS, last));
      }
      int start = chunk == from ? (int) (offset - Chunks.startOf(from)) : 0;
      int stop = chunk == last ? (int) (end - Chunks.startOf(last)) : CHUNK_OCTETS;
      out.put(chunks.get(chunk), start, stop - start);
    }
    return out.flip().asReadOnlyBuffer();
  }

  /** 0 for a chunk that is not there. */
  private static int lengthOf(SortedMap<Integer, byte[]> chunks, int chunk) {
    byte[] octets = chunks.get(chunk);
    return octets == null ? 0 : octets.length;
  }
}
