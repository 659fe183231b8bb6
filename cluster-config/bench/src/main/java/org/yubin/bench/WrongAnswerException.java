package org.yubin.bench;

/** The server has answered, but not with what it had to; the connection can go on. */
final class WrongAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  WrongAnswerException(String message) {
    super(message, null, false, false);
  }

  /** Throws unless the two are equal. */
  static void unlessEqual(String what, long got, long expected) throws WrongAnswerException {
    if (got != expected) {
      throw new WrongAnswerException(what + ": " + got + " (expected: " + expected + ")");
    }
  }
}
