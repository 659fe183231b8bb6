package org.yubin.frontend.auth;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes down what it is asked, and knows nothing. */
record Asked(List<String> questions) implements Authenticator {
  @Override
  public CompletionStage<AuthResult> password(String name, char[] password, ClientAddress from) {
    questions.add(name + ":" + new String(password));
    return CompletableFuture.completedFuture(new AuthResult.Unavailable());
  }

  @Override
  public CompletionStage<Optional<ScramTry>> scram(
      String name, ScramHash hash, ClientAddress from) {
    questions.add(name + ":" + hash.word());
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
