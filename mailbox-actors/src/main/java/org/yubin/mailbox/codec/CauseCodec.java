package org.yubin.mailbox.codec;

import org.yubin.mailbox.model.Cause;
import org.yubin.proto.StoredCause;

/** Causes as Protocol Buffers, for the codecs of other entities. */
public final class CauseCodec {
  private CauseCodec() {}

  public static StoredCause encode(Cause cause) {
    return Values.cause(cause);
  }

  /**
   * Reads a cause.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Cause decode(StoredCause stored) {
    return Values.cause(stored);
  }
}
