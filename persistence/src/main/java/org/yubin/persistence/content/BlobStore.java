package org.yubin.persistence.content;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.id.BlobId;

/** Stored bytes under random keys. Nothing here blocks; failures complete the stages. */
public interface BlobStore {
  /** The most octets that one {@link #read} gives. */
  int MAX_READ_OCTETS = 1024 * 1024;

  /** Starts a blob; {@code id} is fresh and was never used before. */
  BlobWriter create(BlobId id);

  /**
   * The octets from {@code offset}, fewer than {@code length} only where the blob ends. Reads the
   * chunks that the window covers and no other.
   *
   * @param length 0..{@link #MAX_READ_OCTETS}
   * @return a read-only buffer; fails if a chunk in the window is missing or broken
   */
  CompletionStage<ByteBuffer> read(BlobId id, long offset, int length);
}
