package org.yubin.account.model;

import org.yubin.account.model.AccountEvent.SubscriptionChanged;
import org.yubin.mailbox.model.Cause;

/**
 * UNSUBSCRIBE (RFC 3501 §6.3.7). A name that is not subscribed is left so, and the reply is the
 * same: then the client has what it asked for.
 */
public record Unsubscribe(String name) implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    String normal = MailboxNameRules.normalForNew(name);
    return state.subscriptions().contains(normal)
        ? new AccountDecision.Persist(new SubscriptionChanged(cause, normal, false))
        : new AccountDecision.Answer(new AccountReply.Done());
  }
}
