package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;

/** NAMESPACE (RFC 2342 §5): one personal namespace without a prefix. */
final class Namespace implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("NAMESPACE");
  }

  @Override
  public void register(Registry on) {
    Command namespace =
        session -> {
          session.out().untagged().atom("NAMESPACE ((\"\" \"/\")) NIL NIL").crlf();
          return CompletableFuture.completedStage(Tagged.ok());
        };
    on.command(new CommandSpec("NAMESPACE", SessionState.LOGGED_IN, CommandSpec.bare(namespace)));
  }
}
