package org.yubin.persistence.journal;

/** A snapshot that is not what it must be: a page is missing, or is not what its hash says. */
public final class SnapshotDamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SnapshotDamagedException(String message) {
    super(message);
  }
}
