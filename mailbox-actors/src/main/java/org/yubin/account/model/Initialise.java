package org.yubin.account.model;

import java.util.ArrayList;
import java.util.List;
import org.yubin.account.model.AccountEvent.AccountInitialised;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.UidValidity;

/**
 * The first command of an account: makes {@link DefaultMailboxes}. On an account that was
 * initialised before, nothing changes.
 */
public record Initialise() implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    if (state.initialised()) {
      return new AccountDecision.Answer(
          state
              .sagaMaking(MailboxNameRules.INBOX)
              .<AccountReply>map(saga -> new AccountReply.Underway(saga.request()))
              .orElse(new AccountReply.Done()));
    }
    List<NewMailbox> making = new ArrayList<>();
    UidValidity validity = state.nextUidValidity(supplies.nowMicros());
    for (DefaultMailboxes.Default each : DefaultMailboxes.LIST) {
      making.add(
          new NewMailbox(
              each.name(), supplies.freshIds().get(making.size()), validity, each.use()));
      validity = new UidValidity(validity.value() + 1);
    }
    return new AccountDecision.Persist(new AccountInitialised(cause, making));
  }
}
