package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.session.ExpungePolicy;
import org.yubin.frontend.imap.session.SessionState;

/**
 * The commands on messages of the selected mailbox, by sequence numbers and by UIDs: FETCH, STORE,
 * SEARCH, COPY and EXPUNGE (RFC 3501 §6.4.3 to §6.4.8). During the first three by sequence numbers
 * no EXPUNGE is told (RFC 3501 §7.4.1).
 */
final class Messages implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.empty();
  }

  @Override
  public void register(Registry on) {
    held(on, "FETCH", in -> Fetch.parse(in, on, false));
    told(on, "UID FETCH", in -> Fetch.parse(in, on, true));
    held(on, "STORE", in -> Store.parse(in, on.storeModifiers(), false));
    told(on, "UID STORE", in -> Store.parse(in, on.storeModifiers(), true));
    held(on, "SEARCH", in -> Search.parse(in, on.searchKeys(), on.searchReturns(), false));
    told(on, "UID SEARCH", in -> Search.parse(in, on.searchKeys(), on.searchReturns(), true));
    told(on, "COPY", in -> Copy.parse(in, false));
    told(on, "UID COPY", in -> Copy.parse(in, true));
    told(on, "EXPUNGE", Expunge::parse);
  }

  private static void held(Registry on, String name, CommandSpec.Parser parser) {
    on.command(new CommandSpec(name, SessionState.ONLY_SELECTED, ExpungePolicy.HELD, parser));
  }

  private static void told(Registry on, String name, CommandSpec.Parser parser) {
    on.command(new CommandSpec(name, SessionState.ONLY_SELECTED, ExpungePolicy.MAY_TELL, parser));
  }
}
