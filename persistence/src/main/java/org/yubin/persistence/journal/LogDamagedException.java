package org.yubin.persistence.journal;

/**
 * A log that is not what it must be: a gap, two events of one number, or fewer events than its
 * pinned end.
 */
public final class LogDamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogDamagedException(String message) {
    super(message);
  }
}
