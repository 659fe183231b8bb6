package org.yubin.frontend.imap.command;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.auth.AuthResult;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ResponseCode;

/**
 * LOGIN (RFC 3501 §6.2.3). Announces {@code LOGINDISABLED} where no password may be sent, and then
 * refuses to look at one (RFC 5530 §3, PRIVACYREQUIRED).
 */
final class Login implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("LOGINDISABLED");
  }

  @Override
  public boolean announced(Session session) {
    return session.identity().isEmpty() && !session.passwordsAllowed();
  }

  @Override
  public void register(Registry on) {
    on.command(
        new CommandSpec("LOGIN", Set.of(SessionState.NOT_AUTHENTICATED), WithPassword::parse));
  }

  private static CompletionStage<Tagged> check(Session session, String name, byte[] password) {
    if (!session.passwordsAllowed()) {
      return CompletableFuture.completedStage(
          Tagged.no(ResponseCode.PRIVACYREQUIRED, "Not without TLS"));
    }
    return session
        .here(
            session
                .services()
                .authenticator()
                .password(name, characters(password), session.client()))
        .thenApply(result -> answer(session, result));
  }

  /** Lets a client in, or not; LOGIN and AUTHENTICATE end here. */
  static Tagged answer(Session session, AuthResult result) {
    if (result instanceof AuthResult.Granted granted) {
      session.authenticated(granted.account());
      return Tagged.ok(ResponseCode.capability(session.capabilities()), "Logged in");
    }
    session.loginRefused();
    return result instanceof AuthResult.Denied
        ? Tagged.no(ResponseCode.AUTHENTICATIONFAILED, "Wrong name or password")
        : Tagged.no(ResponseCode.UNAVAILABLE, "Cannot check the password now; try again");
  }

  private static char[] characters(byte[] utf8) {
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
    char[] characters = new char[decoded.remaining()];
    decoded.get(characters);
    Arrays.fill(utf8, (byte) 0);
    return characters;
  }

  /** One LOGIN command. */
  // An array in a record: it is compared nowhere, and can be overwritten after use.
  @SuppressWarnings("ArrayRecordComponent")
  record WithPassword(String name, byte[] password) implements Command {
    // login = "LOGIN" SP userid SP password ; both astring
    static WithPassword parse(ImapReader in) throws ImapSyntaxException {
      in.sp();
      String name = in.astring();
      in.sp();
      byte[] password = in.astringOctets();
      in.end();
      return new WithPassword(name, password);
    }

    @Override
    public CompletionStage<Tagged> run(Session session) {
      return check(session, name, password);
    }

    @Override
    public String toString() {
      return "LOGIN " + name;
    }
  }
}
