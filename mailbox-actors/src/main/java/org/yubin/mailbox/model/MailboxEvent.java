package org.yubin.mailbox.model;

/** What has happened in a mailbox. Written once, read for ever: fields are only ever added. */
public sealed interface MailboxEvent
    permits Initialised,
        Appended,
        CopiesAppended,
        FlagsChanged,
        Expunged,
        MoveBegun,
        MoveDone,
        MoveAbandoned,
        MoveSettled,
        MessagesRestored,
        RestoreEnded,
        Deleted {
  Stamp stamp();

  /**
   * The state after the event; the log tip, HIGHESTMODSEQ and the memory of requests are moved by
   * the caller.
   */
  MailboxState applyTo(MailboxState state);

  /** The reply of the command: a retry gets it too, so it is made from the event alone. */
  MailboxReply reply();

  /** Those that the event expunged. */
  default UidSet expunged() {
    return UidSet.EMPTY;
  }

  /** The request id under which the reply is remembered. */
  default RequestId request() {
    return stamp().cause().request();
  }
}
