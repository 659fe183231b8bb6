package org.yubin.frontend.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM-SHA-1 (RFC 5802) and SCRAM-SHA-256 (RFC 7677), without channel binding: the -PLUS forms are
 * not offered, so a client may say {@code n} or {@code y}, and {@code p=} is refused (§6).
 *
 * <p>A wrong proof, a name that nobody has and an account without a verifier end alike. Other
 * faults are told by an {@code e=} of their own where RFC 5802 §7 has a word for them.
 */
public final class Scram implements SaslMechanism {
  private final ScramHash hash;
  private final Authenticator authenticator;
  private final Supplier<String> nonces;

  /**
   * @param nonces a fresh one each time: printable, without a comma, at least 120 random bits
   */
  public Scram(ScramHash hash, Authenticator authenticator, Supplier<String> nonces) {
    this.hash = hash;
    this.authenticator = authenticator;
    this.nonces = nonces;
  }

  @Override
  public String name() {
    return "SCRAM-" + hash.word();
  }

  @Override
  public boolean needsTls() {
    return false;
  }

  @Override
  public Exchange begin(ClientAddress from) {
    return new Dialogue(from);
  }

  /** What both sides have said so far, once the server has challenged. */
  private record Challenged(
      ScramReader.First first, String serverFirst, String nonce, ScramTry attempt) {
    byte[] authMessage(ScramReader.Final last) {
      return utf8(first.bare() + "," + serverFirst + "," + last.withoutProof());
    }
  }

  private final class Dialogue implements Exchange {
    private final ClientAddress from;
    private @Nullable Challenged challenged;
    private @Nullable Challenged proven;

    Dialogue(ClientAddress from) {
      this.from = from;
    }

    @Override
    public CompletionStage<SaslStep> respond(byte[] octets) {
      try {
        Challenged right = proven;
        Challenged before = challenged;
        if (right != null) {
          return done(outcome(right, octets));
        }
        return before == null
            ? first(ScramReader.first(octets))
            : done(last(before, ScramReader.last(octets)));
      } catch (ScramReader.RefusedException refused) {
        return done(
            refused.error().isEmpty()
                ? new SaslStep.Malformed(name() + ": " + refused.getMessage())
                : failed(refused.error()));
      }
    }

    private CompletionStage<SaslStep> first(ScramReader.First first) {
      Optional<String> name = SaslName.prepared(first.name());
      if (name.isEmpty()) {
        return done(failed("invalid-username-encoding"));
      }
      return authenticator
          .scram(name.get(), hash, from)
          .thenApply(
              attempt ->
                  attempt
                      .map(found -> challenge(first, found))
                      .orElseGet(() -> new SaslStep.Ended(new AuthResult.Unavailable())));
    }

    private SaslStep challenge(ScramReader.First first, ScramTry attempt) {
      ScramVerifier verifier = attempt.verifier();
      String nonce = first.nonce() + nonces.get();
      String serverFirst =
          "r=" + nonce + ",s=" + base64(verifier.salt()) + ",i=" + verifier.iterations();
      challenged = new Challenged(first, serverFirst, nonce, attempt);
      return new SaslStep.Challenge(utf8(serverFirst));
    }

    private SaslStep last(Challenged before, ScramReader.Final last) {
      ScramTry attempt = before.attempt();
      if (!MessageDigest.isEqual(last.channelBinding(), utf8(before.first().gs2Header()))) {
        return failed("channel-bindings-dont-match");
      }
      if (!last.nonce().equals(before.nonce())) {
        return failed("other-error");
      }
      byte[] authMessage = before.authMessage(last);
      if (!attempt.verifier().proven(authMessage, last.proof())) {
        return new SaslStep.Ended(attempt.conclude(false));
      }
      proven = before;
      return new SaslStep.Challenge(utf8("v=" + base64(attempt.verifier().signature(authMessage))));
    }

    /** The client has seen the server's signature, and says nothing more (RFC 4422 §3.6). */
    private SaslStep outcome(Challenged right, byte[] octets) {
      return octets.length == 0
          ? SaslStep.ended(right.attempt().conclude(true), right.first().forAnother())
          : new SaslStep.Malformed(name() + ": expected an empty response");
    }
  }

  private static SaslStep failed(String error) {
    return new SaslStep.Failed(utf8("e=" + error));
  }

  private static CompletionStage<SaslStep> done(SaslStep step) {
    return CompletableFuture.completedFuture(step);
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
