package org.yubin.frontend.imap.fetch;

/** A part's transfer encoding is none that can be undone: UNKNOWN-CTE (RFC 3516 §4.3). */
final class UnknownEncodingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownEncodingException(String encoding) {
    super("content transfer encoding: " + encoding + " (expected: one of RFC 2045)");
  }
}
