package org.yubin.persistence;

/**
 * Cassandra did not do what it was asked: it is away, overloaded, out of disk or too slow. Whether
 * a write was made is not known. The same may succeed later, so a frontend answers "not now"
 * instead of naming a fault of the program.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The driver's word stays the cause. */
  public StoreUnavailableException(Throwable cause) {
    super("store: " + cause, cause);
  }
}
