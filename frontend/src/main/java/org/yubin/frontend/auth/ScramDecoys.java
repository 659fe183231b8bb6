package org.yubin.frontend.auth;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Verifiers for names that nobody has, or whose account has none: what a client is told of them
 * must look like what it is told of others, and be the same each time, on every node and after
 * every start. So the salt is a keyed digest of the name, under a key of the whole installation.
 */
public final class ScramDecoys {
  private final byte[] key;
  private final int iterations;

  /**
   * @param key secret, the same on all nodes and for ever
   * @param iterations as new credentials get them
   */
  public ScramDecoys(byte[] key, int iterations) {
    this.key = key.clone();
    this.iterations = iterations;
  }

  /** A verifier that no proof fits. */
  ScramVerifier of(String name, ScramHash hash) {
    String folded = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    return new ScramVerifier(
        hash,
        iterations,
        Arrays.copyOf(digest("salt", hash, folded), ScramCredential.SALT_OCTETS),
        Arrays.copyOf(digest("stored", hash, folded), hash.octets()),
        Arrays.copyOf(digest("server", hash, folded), hash.octets()));
  }

  private byte[] digest(String what, ScramHash hash, String name) {
    String text = what + '\0' + hash.word() + '\0' + name;
    return ScramHash.SHA_256.hmac(key, text.getBytes(StandardCharsets.UTF_8));
  }
}
