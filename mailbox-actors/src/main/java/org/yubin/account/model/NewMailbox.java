package org.yubin.account.model;

import java.util.Optional;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;

/** A mailbox that is being made under a name that nothing else may take meanwhile. */
public record NewMailbox(
    String name, MailboxId id, UidValidity uidValidity, Optional<SpecialUse> use) {
  /** The reply to a CREATE that has made it. */
  public AccountReply.Created created() {
    return new AccountReply.Created(id, uidValidity);
  }
}
