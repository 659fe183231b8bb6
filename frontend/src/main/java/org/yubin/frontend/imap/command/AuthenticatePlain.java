package org.yubin.frontend.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.auth.Plain;
import org.yubin.frontend.auth.SaslMechanism;
import org.yubin.frontend.auth.SaslStep;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ResponseCode;

/**
 * AUTHENTICATE (RFC 3501 §6.2.2) with the mechanism PLAIN (RFC 4616), its response at once (RFC
 * 4959) or after a continuation; {@link Plain} reads it.
 */
final class AuthenticatePlain implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("AUTH=PLAIN");
  }

  @Override
  public boolean announced(Session session) {
    return session.identity().isEmpty() && session.passwordsAllowed();
  }

  @Override
  public void register(Registry on) {
    on.command(
        new CommandSpec("AUTHENTICATE", Set.of(SessionState.NOT_AUTHENTICATED), Exchange::parse));
  }

  /** One AUTHENTICATE command. */
  record Exchange(String mechanism, Optional<String> initial) implements Command {
    // authenticate = "AUTHENTICATE" SP auth-type [SP (base64 / "=")] *(CRLF base64) ; RFC 4959 §3
    static Exchange parse(ImapReader in) throws ImapSyntaxException {
      in.sp();
      String mechanism = in.word();
      Optional<String> initial = Optional.empty();
      if (!in.atEnd()) {
        in.sp();
        String response = in.atom();
        initial = Optional.of(response.equals("=") ? "" : response);
      }
      in.end();
      return new Exchange(mechanism, initial);
    }

    @Override
    public CompletionStage<Tagged> run(Session session) {
      if (!mechanism.equals("PLAIN")) {
        return done(Tagged.no(ResponseCode.CANNOT, "Unknown mechanism " + mechanism));
      }
      if (!session.passwordsAllowed()) {
        return done(Tagged.no(ResponseCode.PRIVACYREQUIRED, "Not without TLS"));
      }
      if (initial.isPresent()) {
        return response(session, initial.get());
      }
      session.out().continuation("");
      return session
          .flush()
          .thenCompose(sent -> session.nextLine())
          .thenCompose(line -> response(session, new String(line, StandardCharsets.US_ASCII)));
    }

    private static CompletionStage<Tagged> response(Session session, String base64) {
      if (base64.equals("*")) {
        return done(Tagged.bad("Authentication cancelled"));
      }
      byte[] message;
      try {
        message = Base64.getDecoder().decode(base64.strip());
      } catch (IllegalArgumentException notBase64) {
        return done(Tagged.bad("Expected base64"));
      }
      return plain(session, message);
    }

    private static CompletionStage<Tagged> plain(Session session, byte[] message) {
      SaslMechanism.Exchange exchange =
          new Plain(session.services().authenticator()).begin(session.client());
      return session.here(exchange.respond(message)).thenApply(step -> answer(session, step));
    }

    private static Tagged answer(Session session, SaslStep step) {
      if (step instanceof SaslStep.Ended ended) {
        return Login.answer(session, ended.result());
      }
      return step instanceof SaslStep.Malformed malformed
          ? Tagged.bad(malformed.detail())
          : Tagged.no(ResponseCode.AUTHENTICATIONFAILED, "Nobody may act as somebody else");
    }

    private static CompletionStage<Tagged> done(Tagged tagged) {
      return CompletableFuture.completedStage(tagged);
    }

    @Override
    public String toString() {
      return "AUTHENTICATE " + mechanism;
    }
  }
}
