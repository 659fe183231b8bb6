package org.yubin.frontend.auth;

/**
 * What is kept of a password that is set from now on; what was kept before goes on working (ADR 4).
 *
 * @param scramIterations how often a password is hashed for SCRAM; at least {@link
 *     #LEAST_ITERATIONS}
 */
public record PasswordScheme(Kind kind, int scramIterations) {
  /** RFC 5802 §5.1, RFC 7677 §3. */
  public static final int LEAST_ITERATIONS = 4096;

  /** SCRAM verifiers. */
  public static final PasswordScheme DEFAULT = new PasswordScheme(Kind.SCRAM, 20_000);

  /** The form of a credential. */
  public enum Kind {
    /** Verifiers for SCRAM, against which passwords are checked as well. */
    SCRAM,
    /** A hash that is dearer to guess, and of use to PLAIN and LOGIN alone. */
    ARGON2ID
  }
}
