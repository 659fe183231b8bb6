package org.yubin.mailbox.model;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The key that makes a retry harmless: a command that comes again under it changes the mailbox
 * once.
 */
public record RequestId(UUID value) {
  /**
   * The id under which a MOVE appends at its target: another than its own, since the target may be
   * the source, and the same at each resumption.
   */
  public RequestId atTarget() {
    return new RequestId(
        UUID.nameUUIDFromBytes((value + "/target").getBytes(StandardCharsets.US_ASCII)));
  }

  /** The id under which a MOVE is settled at its target, the same each time. */
  public RequestId atSettlement() {
    return new RequestId(
        UUID.nameUUIDFromBytes((value + "/settlement").getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
