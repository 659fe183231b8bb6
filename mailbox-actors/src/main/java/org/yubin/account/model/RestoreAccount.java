package org.yubin.account.model;

import java.util.List;
import java.util.Optional;
import org.yubin.account.model.AccountEvent.AccountInitialised;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;

/**
 * The first command of an account that comes from a backup: it begins with its INBOX alone, which
 * keeps id and UIDVALIDITY. ALREADY_EXISTS if the account has begun with anything else.
 */
public record RestoreAccount(MailboxId inbox, UidValidity uidValidity) implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    if (!state.initialised()) {
      return new AccountDecision.Persist(
          new AccountInitialised(
              cause,
              List.of(
                  new NewMailbox(MailboxNameRules.INBOX, inbox, uidValidity, Optional.empty()))));
    }
    Optional<Saga> open = state.sagaMaking(MailboxNameRules.INBOX);
    if (open.isPresent()) {
      return new AccountDecision.Answer(new AccountReply.Underway(open.get().request()));
    }
    return state.tree().findById(inbox).isPresent()
        ? new AccountDecision.Answer(new AccountReply.Done())
        : new AccountDecision.Refuse(Refusal.ALREADY_EXISTS, "account: begun before");
  }
}
