package org.yubin.frontend.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;

/**
 * What a server keeps of a password for SCRAM with one hash function (RFC 5802 §3): enough to check
 * a client and to show itself to it, not enough to be that client.
 *
 * @param iterations how often the password was hashed
 */
// Arrays in a record: they are compared by the methods that say so, in constant time.
@SuppressWarnings("ArrayRecordComponent")
public record ScramVerifier(
    ScramHash hash, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
  private static final byte[] CLIENT_KEY = "Client Key".getBytes(US_ASCII);
  private static final byte[] SERVER_KEY = "Server Key".getBytes(US_ASCII);

  /** The verifier of a prepared password; takes the time of all iterations. */
  static ScramVerifier of(ScramHash hash, byte[] prepared, byte[] salt, int iterations) {
    byte[] salted = hash.hi(prepared, salt, iterations);
    return new ScramVerifier(
        hash,
        iterations,
        salt,
        hash.h(hash.hmac(salted, CLIENT_KEY)),
        hash.hmac(salted, SERVER_KEY));
  }

  /** Whether it is the one of this prepared password; takes the time of all iterations. */
  boolean matches(byte[] prepared) {
    return MessageDigest.isEqual(storedKey, of(hash, prepared, salt, iterations).storedKey);
  }

  /** Whether a ClientProof for this AuthMessage comes from who knows the password. */
  boolean proven(byte[] authMessage, byte[] proof) {
    byte[] key = hash.hmac(storedKey, authMessage);
    if (proof.length != key.length) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      key[i] ^= proof[i];
    }
    return MessageDigest.isEqual(hash.h(key), storedKey);
  }

  /** The ServerSignature for this AuthMessage. */
  byte[] signature(byte[] authMessage) {
    return hash.hmac(serverKey, authMessage);
  }

  /** Never shows the keys: records end up in logs. */
  @Override
  public String toString() {
    return "ScramVerifier[" + hash.word() + ", " + iterations + "]";
  }
}
