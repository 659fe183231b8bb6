package org.yubin.frontend.auth;

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
}
