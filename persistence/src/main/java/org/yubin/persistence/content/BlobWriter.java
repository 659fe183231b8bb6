package org.yubin.persistence.content;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Writes one blob from its first octet to its last. One caller, one call at a time: the next call
 * comes after the stage of the one before has completed, which is the back-pressure.
 */
public interface BlobWriter {
  /**
   * Takes all of {@code octets}, of whatever length; the buffer is the caller's again when the
   * stage completes.
   */
  CompletionStage<Void> write(ByteBuffer octets);

  /** Ends the blob: completes with its size in octets when every chunk is stored. */
  CompletionStage<Long> finish();

  /** Gives the blob up, before or after {@link #finish}, and removes what was stored of it. */
  CompletionStage<Void> discard();
}
