package org.yubin.frontend.auth;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A credential that holds a {@link ScramVerifier} for every hash function, all made of one password
 * when it was set, each with a salt of its own. As text:
 *
 * <pre>$scram$v=1$SHA-256,iterations,salt,StoredKey,ServerKey$SHA-1,...</pre>
 *
 * with the last three in base64. A hash function that is not known here is passed over, so that
 * others can be added.
 */
record ScramCredential(Map<ScramHash, ScramVerifier> verifiers) {
  static final String PREFIX = "$scram$v=1$";

  /** Length of salts. */
  static final int SALT_OCTETS = 16;

  private static final int MAX_ITERATIONS = 10_000_000;

  ScramCredential {
    verifiers = Map.copyOf(verifiers);
  }

  /** The credential of a prepared password; takes the time of all iterations of all hashes. */
  static ScramCredential of(byte[] prepared, int iterations, SecureRandom random) {
    Map<ScramHash, ScramVerifier> verifiers = new EnumMap<>(ScramHash.class);
    for (ScramHash hash : ScramHash.values()) {
      byte[] salt = new byte[SALT_OCTETS];
      random.nextBytes(salt);
      verifiers.put(hash, ScramVerifier.of(hash, prepared, salt, iterations));
    }
    return new ScramCredential(verifiers);
  }

  /** Reads {@link #text}; empty for a credential of another kind, or one that is broken. */
  static Optional<ScramCredential> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Map<ScramHash, ScramVerifier> verifiers = new EnumMap<>(ScramHash.class);
    try {
      for (String each : text.substring(PREFIX.length()).split("\\$", -1)) {
        String[] field = each.split(",", -1);
        Optional<ScramHash> hash = ScramHash.named(field[0]);
        if (hash.isPresent()) {
          verifiers.put(hash.get(), verifier(hash.get(), field));
        }
      }
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
    return verifiers.isEmpty() ? Optional.empty() : Optional.of(new ScramCredential(verifiers));
  }

  private static ScramVerifier verifier(ScramHash hash, String[] field) {
    int iterations = field.length == 5 ? Integer.parseInt(field[1]) : 0;
    if (iterations < 1 || iterations > MAX_ITERATIONS) {
      throw new IllegalArgumentException("verifier of " + hash + ": broken");
    }
    return new ScramVerifier(
        hash, iterations, decode(field[2]), decode(field[3]), decode(field[4]));
  }

  /** As the directory keeps it. */
  String text() {
    StringBuilder text = new StringBuilder(PREFIX);
    for (ScramHash hash : ScramHash.values()) {
      verifier(hash).ifPresent(verifier -> append(text, verifier));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, ScramVerifier verifier) {
    text.append(text.length() == PREFIX.length() ? "" : "$")
        .append(verifier.hash().word())
        .append(',')
        .append(verifier.iterations())
        .append(',')
        .append(encode(verifier.salt()))
        .append(',')
        .append(encode(verifier.storedKey()))
        .append(',')
        .append(encode(verifier.serverKey()));
  }

  /** The verifier for this hash function, if there is one. */
  Optional<ScramVerifier> verifier(ScramHash hash) {
    return Optional.ofNullable(verifiers.get(hash));
  }

  /** Whether it is the one of this prepared password; the strongest hash function is asked. */
  boolean matches(byte[] prepared) {
    for (ScramHash hash : ScramHash.values()) {
      ScramVerifier verifier = verifiers.get(hash);
      if (verifier != null) {
        return verifier.matches(prepared);
      }
    }
    return false;
  }

  private static String encode(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
