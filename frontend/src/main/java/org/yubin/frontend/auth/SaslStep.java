package org.yubin.frontend.auth;

/** What follows a client's response in a SASL exchange (RFC 4422 §3). */
public sealed interface SaslStep {
  /** The exchange goes on with this challenge. */
  @SuppressWarnings("ArrayRecordComponent") // octets on their way to the wire, never compared
  record Challenge(byte[] octets) implements SaslStep {}

  /** The exchange has ended. */
  record Ended(AuthResult result) implements SaslStep {}

  /** The client asked to act for another, which nobody may; its password was not looked at. */
  record ForAnother() implements SaslStep {}

  /** The exchange has failed; the client is told why, and whatever it answers ends it. */
  @SuppressWarnings("ArrayRecordComponent") // octets on their way to the wire, never compared
  record Failed(byte[] lastChallenge) implements SaslStep {}

  /** The response was not one of the mechanism; {@code detail} names what was expected. */
  record Malformed(String detail) implements SaslStep {}
}
