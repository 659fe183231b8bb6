package org.yubin.mailbox.model;

/**
 * Ends what {@link RestoreMessages} began: UIDNEXT and HIGHESTMODSEQ are what they were. May come
 * again. CANNOT: a mailbox that is not being restored, or has UIDs above.
 */
public record EndRestore(Uid uidNext, ModSeq highest) implements MailboxCommand {
  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    if (!RestoreMessages.isBeingRestored(state, highest)) {
      return Decision.refuse(Refusal.CANNOT, "the mailbox has messages or changes of its own");
    }
    if (uidNext.compareTo(state.uidNext()) < 0) {
      return Decision.refuse(
          Refusal.CANNOT, "uidnext: %s (expected: >= %s)".formatted(uidNext, state.uidNext()));
    }
    return Decision.persist(
        new RestoreEnded(
            new Stamp(highest, now.micros(), cause),
            state.uidValidity(),
            uidNext,
            UidSet.range(1, uidNext.value() - 1).andNot(state.messages().uids())));
  }
}
