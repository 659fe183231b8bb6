package org.yubin.mailbox.model;

import java.util.Optional;

/** What can be asked of a mailbox to change it. Each is one file, with its rules. */
public sealed interface MailboxCommand
    permits Initialise,
        Append,
        AppendCopies,
        StoreFlags,
        Expunge,
        BeginMove,
        CompleteMove,
        AbandonMove,
        SettleMove,
        RestoreMessages,
        EndRestore,
        Delete {

  /**
   * What this command comes to. Called with a live mailbox, unless {@link #needsNoMailbox()}.
   *
   * @param now not behind the last event of the state
   */
  Decision decide(MailboxState state, Cause cause, DecisionTime now);

  /** Whether it is decided without a mailbox too; else it is refused as NONEXISTENT. */
  default boolean needsNoMailbox() {
    return false;
  }

  /** The reply that this command already had, if it is a retry. */
  default Optional<MailboxReply> remembered(MailboxState state, Cause cause) {
    return state.requests().find(cause.request());
  }
}
