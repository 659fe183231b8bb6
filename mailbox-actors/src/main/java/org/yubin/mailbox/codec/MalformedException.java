package org.yubin.mailbox.codec;

/**
 * Octets that are not what they must be: damage, or a format of a later release. Nothing is
 * guessed.
 */
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MalformedException(String message) {
    super(message);
  }

  public MalformedException(String message, Throwable cause) {
    super(message, cause);
  }
}
