package org.yubin.account.model;

import org.yubin.account.model.AccountEvent.SagaAbandoned;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;

/**
 * A mailbox has refused its part of a saga for good: whoever asked is refused likewise. The target
 * of a renamed INBOX stays in the tree, so that no message can be lost with it. Given by the
 * account's owner to itself; on a saga that is closed it changes nothing.
 */
public record AbandonSaga(RequestId saga, Refusal why, String detail) implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    return state.sagas().containsKey(saga)
        ? new AccountDecision.Persist(new SagaAbandoned(cause, saga, why, detail))
        : new AccountDecision.Answer(new AccountReply.Done());
  }
}
