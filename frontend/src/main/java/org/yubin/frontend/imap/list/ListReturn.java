package org.yubin.frontend.imap.list;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.MailboxId;

/**
 * A return option of LIST (RFC 5258 §3.2): what it adds to the answer for a name. It never adds a
 * name.
 */
public interface ListReturn {
  /** The wish for what is told anyway. */
  ListReturn TOLD_ANYWAY = new ListReturn() {};

  /** Writes a response of its own, such as STATUS. */
  @FunctionalInterface
  interface Companion {
    /** Writes the whole line. */
    void write(ImapWriter out);
  }

  /** An attribute of the name. */
  default Optional<String> attribute(ListedName name) {
    return Optional.empty();
  }

  /**
   * Looks up what is told behind the LIST response of a mailbox that meets the criteria; completes
   * on any thread. A mailbox that turns out to be {@code NONEXISTENT} is listed as one that cannot
   * be selected; after another refusal the companion is left out (RFC 5819 §2).
   */
  default Optional<CompletionStage<Result<Companion>>> companion(
      Session session, String name, MailboxId mailbox) {
    return Optional.empty();
  }
}
