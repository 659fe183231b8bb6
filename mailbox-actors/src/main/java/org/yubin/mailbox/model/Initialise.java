package org.yubin.mailbox.model;

import java.util.Optional;
import org.yubin.persistence.id.AccountId;

/**
 * Makes the mailbox; must come first. It may come again with the same values; other values are
 * refused, and so is a mailbox that was deleted: its id is not used again.
 */
public record Initialise(AccountId owner, UidValidity uidValidity) implements MailboxCommand {
  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    Optional<Origin> made = state.origin();
    Origin asked = new Origin(owner, uidValidity);
    if (state.deleted()) {
      return Decision.refuse(Refusal.NONEXISTENT, "mailbox: deleted");
    }
    if (made.isEmpty()) {
      return Decision.persist(
          new Initialised(new Stamp(ModSeq.FIRST, now.micros(), cause), owner, uidValidity));
    }
    return made.get().equals(asked)
        ? Decision.answer(new MailboxReply.Initialised(uidValidity))
        : Decision.refuse(Refusal.ALREADY_EXISTS, "mailbox: made before, with other values");
  }

  @Override
  public boolean needsNoMailbox() {
    return true;
  }
}
