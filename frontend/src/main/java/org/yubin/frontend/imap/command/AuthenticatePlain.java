package org.yubin.frontend.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ResponseCode;

/**
 * AUTHENTICATE (RFC 3501 §6.2.2) with the mechanism PLAIN (RFC 4616), its response at once (RFC
 * 4959) or after a continuation. Nobody may act as somebody else: an authorization identity has to
 * be empty or the authentication identity itself.
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

    // message = [authzid] UTF8NUL authcid UTF8NUL passwd ; RFC 4616 §2
    private static CompletionStage<Tagged> plain(Session session, byte[] message) {
      int first = nul(message, 0);
      int second = first < 0 ? -1 : nul(message, first + 1);
      if (second < 0 || nul(message, second + 1) >= 0) {
        return done(Tagged.bad("Expected an identity, a name and a password"));
      }
      String authorization = new String(message, 0, first, StandardCharsets.UTF_8);
      String name = new String(message, first + 1, second - first - 1, StandardCharsets.UTF_8);
      byte[] password = Arrays.copyOfRange(message, second + 1, message.length);
      Arrays.fill(message, (byte) 0);
      if (!authorization.isEmpty() && !authorization.equals(name)) {
        return done(
            Tagged.no(ResponseCode.AUTHENTICATIONFAILED, "Nobody may act as somebody else"));
      }
      return Login.check(session, name, password);
    }

    private static int nul(byte[] message, int from) {
      for (int i = from; i < message.length; i++) {
        if (message[i] == 0) {
          return i;
        }
      }
      return -1;
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
