package org.yubin.persistence.content;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Takes a message's octets as they arrive and decides where they are kept. Same rules of calling as
 * {@link BlobWriter}; holds about 1 MiB at most, however long the message.
 */
public interface BodyWriter {
  CompletionStage<Void> write(ByteBuffer octets);

  /** Where the body is; an inline one is stored only when its message row is. */
  CompletionStage<StoredBody> finish();

  /** Gives the body up and removes what was stored of it. */
  CompletionStage<Void> discard();
}
