package org.yubin.frontend.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The hash functions that SCRAM is spoken with: SHA-1 (RFC 5802) and SHA-256 (RFC 7677), and the
 * three functions of RFC 5802 §2.2 over each.
 */
public enum ScramHash {
  SHA_256("SHA-256", "HmacSHA256", 32),
  SHA_1("SHA-1", "HmacSHA1", 20);

  private final String word;
  private final String mac;
  private final int octets;

  ScramHash(String word, String mac, int octets) {
    this.word = word;
    this.mac = mac;
    this.octets = octets;
  }

  /** The hash of that name, if SCRAM is spoken with it here. */
  static Optional<ScramHash> named(String word) {
    return Arrays.stream(values()).filter(hash -> hash.word.equals(word)).findFirst();
  }

  /** Its name in the registry of hash functions; {@code SCRAM-} before it names the mechanism. */
  public String word() {
    return word;
  }

  /** Length of its results. */
  int octets() {
    return octets;
  }

  /** H(str). */
  byte[] h(byte[] octets) {
    try {
      return MessageDigest.getInstance(word).digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(word + " is part of every JDK", e);
    }
  }

  /** HMAC(key, str). */
  byte[] hmac(byte[] key, byte[] octets) {
    return mac(key).doFinal(octets);
  }

  /** Hi(str, salt, i): PBKDF2 with one block. */
  byte[] hi(byte[] password, byte[] salt, int iterations) {
    Mac keyed = mac(password);
    keyed.update(salt);
    byte[] u = keyed.doFinal(new byte[] {0, 0, 0, 1});
    byte[] sum = u.clone();
    for (int i = 1; i < iterations; i++) {
      u = keyed.doFinal(u);
      for (int k = 0; k < sum.length; k++) {
        sum[k] ^= u[k];
      }
    }
    return sum;
  }

  private Mac mac(byte[] key) {
    try {
      Mac keyed = Mac.getInstance(mac);
      keyed.init(new SecretKeySpec(key, mac));
      return keyed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(mac + " is part of every JDK", e);
    }
  }
}
