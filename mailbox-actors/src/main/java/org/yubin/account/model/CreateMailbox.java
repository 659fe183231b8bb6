package org.yubin.account.model;

import java.util.Optional;
import org.yubin.account.model.AccountEvent.MailboxCreationBegun;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;

/**
 * CREATE (RFC 3501 §6.3.3), with USE (RFC 6154 §3). Names above it that do not exist are made
 * without a mailbox ({@code \Noselect}); a name that has none gets one. A use that another mailbox
 * has, or that no mailbox can have, is refused, and nothing is made.
 */
public record CreateMailbox(String name, Optional<SpecialUse> use) implements AccountCommand {
  @Override
  public AccountDecision decide(AccountState state, Cause cause, Supplies supplies) {
    String normal = MailboxNameRules.normalForNew(name);
    return state
        .objectionToNew(normal)
        .or(() -> use.flatMap(wanted -> objectionToUse(state, wanted)))
        .orElseGet(
            () ->
                new AccountDecision.Persist(
                    new MailboxCreationBegun(
                        cause,
                        new NewMailbox(
                            normal,
                            supplies.freshIds().get(0),
                            state.nextUidValidity(supplies.nowMicros()),
                            use))));
  }

  private static Optional<AccountDecision> objectionToUse(AccountState state, SpecialUse wanted) {
    if (!wanted.isStored()) {
      return refuse(wanted.attribute() + ": virtual (expected: a use that a mailbox can have)");
    }
    return state.hasUse(wanted)
        ? refuse(wanted.attribute() + ": taken (expected: a use that no mailbox has)")
        : Optional.empty();
  }

  private static Optional<AccountDecision> refuse(String detail) {
    return Optional.of(new AccountDecision.Refuse(Refusal.CANNOT, detail));
  }
}
