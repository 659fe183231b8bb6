package org.yubin.mailbox.model;

import java.util.Optional;
import org.yubin.persistence.id.AccountId;

/** The mailbox was made; the first event of its log. */
public record Initialised(Stamp stamp, AccountId owner, UidValidity uidValidity)
    implements MailboxEvent {
  @Override
  public MailboxState applyTo(MailboxState state) {
    return state.withOrigin(Optional.of(new Origin(owner, uidValidity)));
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.Initialised(uidValidity);
  }
}
