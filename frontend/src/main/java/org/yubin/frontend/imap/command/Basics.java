package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ResponseCode;

/**
 * CAPABILITY, NOOP and LOGOUT (RFC 3501 §6.1), CHECK (§6.4.1). NOOP and CHECK do nothing
 * themselves: what is new is told at the end of every command, and nothing is ever left unsaved.
 */
final class Basics implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.empty();
  }

  @Override
  public void register(Registry on) {
    Command capability = Basics::capability;
    Command nothing = session -> CompletableFuture.completedStage(Tagged.ok());
    Command logout = Basics::logout;
    on.command(new CommandSpec("CAPABILITY", SessionState.ANY, CommandSpec.bare(capability)));
    on.command(new CommandSpec("NOOP", SessionState.ANY, CommandSpec.bare(nothing)));
    on.command(new CommandSpec("LOGOUT", SessionState.ANY, CommandSpec.bare(logout)));
    on.command(new CommandSpec("CHECK", SessionState.ONLY_SELECTED, CommandSpec.bare(nothing)));
  }

  private static CompletionStage<Tagged> capability(Session session) {
    String words = ResponseCode.capability(session.capabilities()).text();
    session.out().untagged().atom(words).crlf();
    return CompletableFuture.completedStage(Tagged.ok());
  }

  private static CompletionStage<Tagged> logout(Session session) {
    session.out().untagged().atom("BYE ").text("Good bye").crlf();
    session.logout();
    return CompletableFuture.completedStage(Tagged.ok());
  }
}
