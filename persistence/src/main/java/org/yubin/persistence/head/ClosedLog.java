package org.yubin.persistence.head;

/**
 * Where the log of a former owner ends. Rows behind the end do not exist for replay, audit, verify
 * or feed.
 *
 * @param epoch the former owner's epoch, at least 1
 * @param end its last sequence number, 0 if it wrote nothing
 */
public record ClosedLog(long epoch, long end) {
  public ClosedLog {
    if (epoch < 1 || end < 0) {
      throw new IllegalArgumentException(
          "closed log: epoch " + epoch + ", end " + end + " (expected: >= 1, >= 0)");
    }
  }
}
