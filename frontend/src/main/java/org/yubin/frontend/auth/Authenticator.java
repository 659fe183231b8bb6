package org.yubin.frontend.auth;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Checks credentials. Never blocks its caller; keeps the access log and the limits per address. */
public interface Authenticator {
  /**
   * Checks a name and its password.
   *
   * @param name as the client gave it
   * @param password cleared by this method when it is done with it
   */
  CompletionStage<AuthResult> password(String name, char[] password, ClientAddress from);

  /**
   * Begins SCRAM for a name. One that nobody has, that is disabled, or whose credential is of
   * another kind, is not told apart: its try cannot succeed.
   *
   * @param name as the client gave it, prepared
   * @return empty if nobody can tell now, or there are too many tries
   */
  CompletionStage<Optional<ScramTry>> scram(String name, ScramHash hash, ClientAddress from);
}
