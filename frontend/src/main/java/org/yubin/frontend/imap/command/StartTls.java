package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;

/**
 * STARTTLS (RFC 3501 §6.2.1): TLS begins behind the tagged OK, and what the client has said before
 * is forgotten. If it has sent anything behind the command, the connection ends instead: it might
 * not be the client's, and must not be taken for something said under TLS.
 */
final class StartTls implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("STARTTLS");
  }

  @Override
  public boolean announced(Session session) {
    return session.identity().isEmpty() && session.tlsPossible();
  }

  @Override
  public void register(Registry on) {
    on.command(
        new CommandSpec(
            "STARTTLS", Set.of(SessionState.NOT_AUTHENTICATED), CommandSpec.bare(StartTls::begin)));
  }

  private static CompletionStage<Tagged> begin(Session session) {
    if (!session.tlsPossible()) {
      return CompletableFuture.completedStage(
          Tagged.bad("STARTTLS is not possible: TLS is up, or not offered here"));
    }
    session.startTls();
    return CompletableFuture.completedStage(Tagged.ok("Begin TLS negotiation now"));
  }
}
