package org.yubin.persistence.content;

/**
 * How a blob is cut: where an octet stands. Never changed once a blob is stored (DESIGN.md §10).
 */
public final class Chunks {
  /** Uncompressed size of every chunk but the last. */
  public static final int CHUNK_OCTETS = 128 * 1024;

  /** Chunks in one partition. */
  public static final int CHUNKS_PER_BUCKET = 64;

  private Chunks() {}

  /** The chunk that holds the octet at {@code offset}. */
  static int chunkOf(long offset) {
    return Math.toIntExact(offset / CHUNK_OCTETS);
  }

  static int bucketOf(int chunk) {
    return chunk / CHUNKS_PER_BUCKET;
  }

  /** Where a chunk begins within its blob. */
  static long startOf(int chunk) {
    return (long) chunk * CHUNK_OCTETS;
  }
}
