package org.yubin.frontend.auth;

/**
 * One client's try to authenticate by SCRAM: what its name is challenged with, and what becomes of
 * it.
 */
public interface ScramTry {
  /** The verifier to challenge with; a made-up one where there is none. */
  ScramVerifier verifier();

  /**
   * Ends the try, once: counts and logs it.
   *
   * @param proven whether the client's proof fits the verifier
   */
  AuthResult conclude(boolean proven);
}
