package org.yubin.account.model;

import java.util.Optional;
import org.yubin.account.model.AccountEvent.InboxRenameBegun;
import org.yubin.account.model.AccountEvent.MailboxRenamed;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;
import org.yubin.persistence.id.MailboxId;

/**
 * RENAME (RFC 3501 §6.3.5). Names below move along, names above the new one are made where they
 * lack, ids and special uses stay with the mailboxes, subscriptions stay with the names. INBOX
 * keeps its mailbox and the names below it: what stands in it moves to a new mailbox.
 *
 * <p>The mailbox keeps its UIDVALIDITY too. Since no two mailboxes of an account ever have the same
 * one, a name never shows one UIDVALIDITY for two mailboxes (RFC 3501 §2.3.1.1).
 */
public record RenameMailbox(String from, String to) implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    String source = MailboxNameRules.normal(from);
    String target = MailboxNameRules.normalForNew(to);
    Optional<MailboxTree.Entry> found = state.tree().find(source);
    if (found.isEmpty()) {
      return new AccountDecision.Refuse(Refusal.NONEXISTENT, "no such mailbox");
    }
    Optional<AccountDecision> objection = state.objectionToNew(target);
    if (objection.isPresent()) {
      return objection.get();
    }
    Optional<MailboxId> id = found.get().id();
    if (source.equals(MailboxNameRules.INBOX) && id.isPresent()) {
      return new AccountDecision.Persist(
          new InboxRenameBegun(
              cause,
              id.get(),
              new NewMailbox(
                  target,
                  supplies.freshIds().get(0),
                  state.nextUidValidity(supplies.nowMicros()),
                  Optional.empty())));
    }
    if (MailboxNameRules.isInferior(target, source)) {
      return new AccountDecision.Refuse(
          Refusal.CANNOT, "new name: below the old one (expected: a name outside it)");
    }
    return state
        .objectionToMovingBelow(source, target)
        .orElseGet(() -> new AccountDecision.Persist(new MailboxRenamed(cause, source, target)));
  }
}
