package org.yubin.account.model;

import java.util.Optional;
import org.yubin.account.model.AccountEvent.MailboxCreationBegun;
import org.yubin.mailbox.model.Cause;

/**
 * A mailbox that a backup has put back appears under its name, with the id and the UIDVALIDITY that
 * it had. Only while nobody can reach the account: then the name was never used here, and
 * UIDVALIDITY need not rise. A use that another mailbox has is left out; names above are made where
 * they lack. A mailbox that is there already stays as it is.
 */
public record RestoreMailbox(NewMailbox mailbox) implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    if (state.tree().findById(mailbox.id()).isPresent()) {
      return new AccountDecision.Answer(mailbox.created());
    }
    String normal = MailboxNameRules.normalForNew(mailbox.name());
    Optional<SpecialUse> use =
        mailbox.use().filter(SpecialUse::isStored).filter(wanted -> !state.hasUse(wanted));
    return state
        .objectionToNew(normal)
        .orElseGet(
            () ->
                new AccountDecision.Persist(
                    new MailboxCreationBegun(
                        cause, new NewMailbox(normal, mailbox.id(), mailbox.uidValidity(), use))));
  }
}
