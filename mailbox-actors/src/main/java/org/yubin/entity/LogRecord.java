package org.yubin.entity;

import org.jspecify.annotations.Nullable;

/**
 * The persistent event of every log: the octets of one encoded envelope, stored as they are. A
 * record that was just decided also carries the state after it, so that the log need not decode
 * what it has encoded.
 */
final class LogRecord {
  private final byte[] octets;
  private final @Nullable Object after;

  private LogRecord(byte[] octets, @Nullable Object after) {
    this.octets = octets;
    this.after = after;
  }

  static LogRecord decided(byte[] octets, Object after) {
    return new LogRecord(octets, after);
  }

  static LogRecord stored(byte[] octets) {
    return new LogRecord(octets, null);
  }

  byte[] octets() {
    return octets;
  }

  /** The state after this record, if it was decided by the log that meets it. */
  Object after() {
    if (after == null) {
      throw new IllegalStateException("a stored record came back to a log that starts empty");
    }
    return after;
  }
}
