package org.yubin.mailbox.model;

/**
 * Deletes the mailbox (RFC 9051 §6.3.5), with messages and open moves in it or not. May come again.
 */
public record Delete() implements MailboxCommand {
  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    if (state.deleted()) {
      return Decision.answer(new MailboxReply.Deleted());
    }
    return state.isLive()
        ? Decision.persist(new Deleted(new Stamp(state.highestModSeq(), now.micros(), cause)))
        : Decision.refuse(Refusal.NONEXISTENT, "no such mailbox");
  }

  @Override
  public boolean needsNoMailbox() {
    return true;
  }
}
