package org.yubin.frontend.imap.wire;

/**
 * A command that does not follow the grammar: where it went wrong and what could have stood there.
 * Only the reader throws it; the dispatcher answers it with a tagged BAD (RFC 3501 §7.1.3).
 */
public final class ImapSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;
  private final String expected;

  /**
   * @param offset octets from the start of the command
   * @param expected what the grammar allows there, in words fit for the client
   */
  public ImapSyntaxException(int offset, String expected) {
    super(null, null, false, false);
    this.offset = offset;
    this.expected = expected;
  }

  /** Octets from the start of the command. */
  public int offset() {
    return offset;
  }

  /** What the grammar allows there. */
  public String expected() {
    return expected;
  }

  @Override
  public String getMessage() {
    return "Expected " + expected + " at octet " + offset;
  }
}
