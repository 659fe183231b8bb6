package org.yubin.frontend.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.yubin.frontend.auth.SaslMechanism;
import org.yubin.frontend.auth.SaslStep;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ResponseCode;

/**
 * AUTHENTICATE (RFC 3501 §6.2.2), whatever the mechanism; its first response at once (RFC 4959) or
 * after a continuation. The mechanisms are {@link Mechanism}s of the registry.
 */
final class Authenticate implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.empty();
  }

  @Override
  public void register(Registry on) {
    on.command(
        new CommandSpec(
            "AUTHENTICATE", Set.of(SessionState.NOT_AUTHENTICATED), in -> parse(in, on)));
  }

  // authenticate = "AUTHENTICATE" SP auth-type [SP (base64 / "=")] *(CRLF base64) ; RFC 4959 §3
  private static Command parse(ImapReader in, Registry on) throws ImapSyntaxException {
    in.sp();
    String mechanism = in.word();
    Optional<String> initial = Optional.empty();
    if (!in.atEnd()) {
      in.sp();
      String response = in.atom();
      initial = Optional.of(response.equals("=") ? "" : response);
    }
    in.end();
    Optional<String> first = initial;
    return session ->
        on.mechanism(mechanism)
            .map(known -> known.authenticate(session, first))
            .orElseGet(
                () -> done(Tagged.no(ResponseCode.CANNOT, "Unknown mechanism " + mechanism)));
  }

  /** A mechanism, under the word that announces it. */
  static final class Mechanism implements Extension {
    private final String name;
    private final Function<Services, SaslMechanism> maker;

    /**
     * @param name as registered, in upper case
     */
    Mechanism(String name, Function<Services, SaslMechanism> maker) {
      this.name = name;
      this.maker = maker;
    }

    @Override
    public Optional<String> capability() {
      return Optional.of("AUTH=" + name);
    }

    @Override
    public boolean announced(Session session) {
      return session.identity().isEmpty() && allowed(session, maker.apply(session.services()));
    }

    @Override
    public void register(Registry on) {
      on.mechanism(name, this);
    }

    private static boolean allowed(Session session, SaslMechanism mechanism) {
      return session.passwordsAllowed() || !mechanism.needsTls();
    }

    private CompletionStage<Tagged> authenticate(Session session, Optional<String> initial) {
      SaslMechanism mechanism = maker.apply(session.services());
      if (!allowed(session, mechanism)) {
        return done(Tagged.no(ResponseCode.PRIVACYREQUIRED, "Not without TLS"));
      }
      Dialogue dialogue = new Dialogue(session, mechanism.begin(session.client()));
      return initial.isPresent() ? dialogue.response(initial.get()) : dialogue.begin();
    }
  }

  /** One exchange; every response is a line of base64, or "*". */
  private static final class Dialogue {
    private final Session session;
    private final SaslMechanism.Exchange exchange;

    Dialogue(Session session, SaslMechanism.Exchange exchange) {
      this.session = session;
      this.exchange = exchange;
    }

    CompletionStage<Tagged> begin() {
      return challenge(exchange.firstChallenge()).thenCompose(this::response);
    }

    private CompletionStage<String> challenge(byte[] octets) {
      session.out().continuation(octets);
      return session
          .flush()
          .thenCompose(sent -> session.nextLine())
          .thenApply(line -> new String(line, StandardCharsets.ISO_8859_1));
    }

    CompletionStage<Tagged> response(String base64) {
      if (base64.equals("*")) {
        return done(Tagged.bad("Authentication cancelled"));
      }
      Optional<byte[]> octets = decoded(base64);
      return octets.isEmpty()
          ? done(Tagged.bad("Expected base64"))
          : session.here(exchange.respond(octets.get())).thenCompose(this::next);
    }

    /** RFC 4959 §3: nothing but base64 in its one form. */
    private static Optional<byte[]> decoded(String base64) {
      try {
        return base64.length() % 4 == 0
            ? Optional.of(Base64.getDecoder().decode(base64))
            : Optional.empty();
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }

    private CompletionStage<Tagged> next(SaslStep step) {
      if (step instanceof SaslStep.Challenge challenge) {
        return challenge(challenge.octets()).thenCompose(this::response);
      }
      if (step instanceof SaslStep.Failed failed) {
        return challenge(failed.lastChallenge()).thenApply(this::failed);
      }
      if (step instanceof SaslStep.Ended ended) {
        return done(Login.answer(session, ended.result()));
      }
      return done(
          step instanceof SaslStep.Malformed malformed
              ? Tagged.bad(malformed.detail())
              : refused(ResponseCode.AUTHORIZATIONFAILED, "Nobody may act as somebody else"));
    }

    private Tagged failed(String response) {
      return response.equals("*")
          ? Tagged.bad("Authentication cancelled")
          : refused(ResponseCode.AUTHENTICATIONFAILED, "Authentication failed");
    }

    private Tagged refused(ResponseCode code, String text) {
      session.loginRefused();
      return Tagged.no(code, text);
    }
  }

  private static CompletionStage<Tagged> done(Tagged tagged) {
    return CompletableFuture.completedStage(tagged);
  }
}
