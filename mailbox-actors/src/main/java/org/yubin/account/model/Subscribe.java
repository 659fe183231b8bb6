package org.yubin.account.model;

import java.util.Optional;
import org.yubin.account.model.AccountEvent.SubscriptionChanged;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;

/**
 * SUBSCRIBE (RFC 3501 §6.3.6). The name need not exist, but must be one that could; at most {@link
 * AccountState#MAX_NAMES} are subscribed. Subscribing again changes nothing.
 */
public record Subscribe(String name) implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    String normal = MailboxNameRules.normalForNew(name);
    Optional<String> objection = MailboxNameRules.objection(normal);
    if (objection.isPresent()) {
      return new AccountDecision.Refuse(Refusal.CANNOT, objection.get());
    }
    if (state.subscriptions().contains(normal)) {
      return new AccountDecision.Answer(new AccountReply.Done());
    }
    if (state.subscriptions().size() >= AccountState.MAX_NAMES) {
      return new AccountDecision.Refuse(
          Refusal.LIMIT,
          "subscriptions: "
              + state.subscriptions().size()
              + " (expected: < "
              + AccountState.MAX_NAMES
              + ")");
    }
    return new AccountDecision.Persist(new SubscriptionChanged(cause, normal, true));
  }
}
