package org.yubin.frontend.auth;

/** What follows a client's response in a SASL exchange (RFC 4422 §3). */
public sealed interface SaslStep {
  /** The exchange goes on with this challenge. */
  @SuppressWarnings("ArrayRecordComponent") // octets on their way to the wire, never compared
  record Challenge(byte[] octets) implements SaslStep {}

  /** The exchange has ended. */
  record Ended(AuthResult result) implements SaslStep {}

  /** The client is who it says, and asked to act for another, which nobody may. */
  record ForAnother() implements SaslStep {}

  /**
   * The end of an exchange whose client has named itself.
   *
   * @param forAnother whether it asked to act for another: told only when it is who it says
   */
  static SaslStep ended(AuthResult result, boolean forAnother) {
    return forAnother && result instanceof AuthResult.Granted
        ? new ForAnother()
        : new Ended(result);
  }

  /** The exchange has failed; the client is told why, and whatever it answers ends it. */
  @SuppressWarnings("ArrayRecordComponent") // octets on their way to the wire, never compared
  record Failed(byte[] lastChallenge) implements SaslStep {}

  /** The response was not one of the mechanism; {@code detail} names what was expected. */
  record Malformed(String detail) implements SaslStep {}
}
