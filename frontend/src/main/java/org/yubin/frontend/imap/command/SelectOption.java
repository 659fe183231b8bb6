package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Selected;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;

/** A parameter of SELECT and EXAMINE, value and all (RFC 4466 §2.1, {@code select-param}). */
public interface SelectOption {
  /** Why it cannot be used in this session; then nothing is done at all. */
  default Optional<Tagged> refused(Session session) {
    return Optional.empty();
  }

  /** What it does before the mailbox is opened, when the one selected before has been left. */
  default void before(Session session) {}

  /**
   * What it does when the mailbox has been selected, and its untagged responses are written. An
   * answer other than OK makes the command fail.
   */
  default CompletionStage<Tagged> after(Session session, Selected mailbox) {
    return CompletableFuture.completedStage(Tagged.ok());
  }
}
