package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.session.SessionState;

/** UIDPLUS (RFC 4315): UID EXPUNGE; APPEND, COPY and MOVE write its response codes. */
final class UidPlus implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("UIDPLUS");
  }

  @Override
  public void register(Registry on) {
    on.command(new CommandSpec("UID EXPUNGE", SessionState.ONLY_SELECTED, Expunge::parseUid));
  }
}
