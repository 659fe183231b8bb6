package org.yubin.account.model;

import java.util.Optional;
import org.yubin.account.model.AccountEvent.MailboxDeletionBegun;
import org.yubin.account.model.AccountEvent.NameDeleted;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;
import org.yubin.persistence.id.MailboxId;

/**
 * DELETE (RFC 3501 §6.3.4). A name with others below it stays, without a mailbox; to delete it once
 * more is refused as {@code HAS_CHILDREN} while they are there. INBOX cannot be deleted. The
 * subscription stays (§6.3.6).
 */
public record DeleteMailbox(String name) implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    String normal = MailboxNameRules.normal(name);
    Optional<MailboxTree.Entry> found = state.tree().find(normal);
    if (found.isEmpty()) {
      return new AccountDecision.Refuse(Refusal.NONEXISTENT, "no such mailbox");
    }
    if (normal.equals(MailboxNameRules.INBOX)) {
      return new AccountDecision.Refuse(
          Refusal.CANNOT, "INBOX cannot be deleted (expected: another mailbox)");
    }
    Optional<MailboxId> id = found.get().id();
    if (id.isPresent()) {
      return new AccountDecision.Persist(new MailboxDeletionBegun(cause, normal, id.get()));
    }
    if (state.tree().hasChildren(normal)) {
      return new AccountDecision.Refuse(
          Refusal.HAS_CHILDREN, "name has inferior hierarchical names");
    }
    return new AccountDecision.Persist(new NameDeleted(cause, normal));
  }
}
