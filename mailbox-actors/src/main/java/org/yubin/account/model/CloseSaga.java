package org.yubin.account.model;

import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.RequestId;

/**
 * The mailboxes have done their part of the saga that {@code saga} began. Given by the account's
 * owner to itself; on a saga that is closed it changes nothing.
 */
public record CloseSaga(RequestId saga) implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    Saga open = state.sagas().get(saga);
    if (open == null) {
      return new AccountDecision.Answer(new AccountReply.Done());
    }
    return new AccountDecision.Persist(open.closing(cause));
  }
}
