package org.yubin.frontend.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.fetch.FetchItem;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;

/** A modifier of FETCH and UID FETCH, value and all (RFC 4466 §2.4, {@code fetch-modifier}). */
public interface FetchModifier {
  /** Items that are told with those asked for. */
  default List<FetchItem> items() {
    return List.of();
  }

  /** Why it cannot be used in this command of this session; then nothing is done at all. */
  default Optional<Tagged> refused(Session session, Fetch command) {
    return Optional.empty();
  }

  /**
   * Narrows the messages that are told of; may tell something itself, before the first of them.
   * Modifiers are asked one after the other, each with what those before it left.
   */
  CompletionStage<Result<UidSet>> narrow(Session session, Fetch command, UidSet messages);
}
