package org.yubin.frontend.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.fuzz.Bounds;

/**
 * SASL dialogues: each message is answered, whatever it is, and nobody is let in who has not shown
 * a password or a proof.
 */
public final class SaslFuzz {
  private static final ClientAddress CLIENT = new ClientAddress("127.0.0.1", 1);
  private static final int MOST_ROUNDS = 4;

  /** The lines of the input as the messages of a client, to each mechanism. */
  @FuzzTest(maxDuration = "10m")
  public void answered(byte[] input) {
    Bounds.check(
        input,
        () -> {
          Authenticator nobody = new Nobody();
          talk(new Plain(nobody), input);
          talk(new LoginMechanism(nobody), input);
          for (ScramHash hash : ScramHash.values()) {
            talk(new Scram(hash, nobody, () -> "3rfcNHYJY1ZVvWVs7j"), input);
          }
        });
  }

  private static void talk(SaslMechanism mechanism, byte[] input) {
    SaslMechanism.Exchange exchange = mechanism.begin(CLIENT);
    int from = 0;
    for (int round = 0; round < MOST_ROUNDS && from <= input.length; round++) {
      int end = from;
      while (end < input.length && input[end] != '\n') {
        end++;
      }
      byte[] message = Arrays.copyOfRange(input, from, end);
      SaslStep step = exchange.respond(message).toCompletableFuture().join();
      if (step instanceof SaslStep.Malformed malformed && malformed.detail().length() > 200) {
        throw new AssertionError("detail: " + malformed.detail());
      }
      if (step instanceof SaslStep.Ended ended && ended.result() instanceof AuthResult.Granted) {
        throw new AssertionError(mechanism.name() + " let somebody in");
      }
      if (!(step instanceof SaslStep.Challenge)) {
        return;
      }
      from = end + 1;
    }
  }

  /** Knows nobody, and challenges everybody. */
  private static final class Nobody implements Authenticator {
    @Override
    public CompletionStage<AuthResult> password(String name, char[] password, ClientAddress from) {
      return CompletableFuture.completedFuture(new AuthResult.Denied());
    }

    @Override
    public CompletionStage<Optional<ScramTry>> scram(
        String name, ScramHash hash, ClientAddress from) {
      ScramVerifier verifier =
          ScramVerifier.of(hash, "pencil".getBytes(US_ASCII), "salt".getBytes(US_ASCII), 1);
      ScramTry attempt =
          new ScramTry() {
            @Override
            public ScramVerifier verifier() {
              return verifier;
            }

            @Override
            public AuthResult conclude(boolean proven) {
              if (proven) {
                throw new AssertionError("a proof that nobody could make");
              }
              return new AuthResult.Denied();
            }
          };
      return CompletableFuture.completedFuture(Optional.of(attempt));
    }
  }
}
