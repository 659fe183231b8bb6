package org.yubin.frontend.admin;

/** The body of a request is not what its path takes; answered with 400 and the message. */
final class InvalidBodyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidBodyException(String message) {
    super(message);
  }
}
