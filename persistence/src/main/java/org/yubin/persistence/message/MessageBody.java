package org.yubin.persistence.message;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.summary.MessageSummary;

/** The octets of one message, read in windows; whoever streams asks again, which is the pace. */
public interface MessageBody {
  /** Prefix and body. */
  long sizeOctets();

  MessageSummary summary();

  /**
   * Exactly the octets from {@code offset} to {@code offset + length} or the message's end,
   * whichever comes first; a read-only buffer.
   *
   * @param length 0..1 MiB ({@link org.yubin.persistence.content.BlobStore#MAX_READ_OCTETS})
   * @return fails if stored octets are missing or broken; never a shorter answer instead
   */
  CompletionStage<ByteBuffer> read(long offset, int length);
}
