package org.yubin.account.model;

import org.yubin.mailbox.model.Refusal;

/** What a command comes to. */
public sealed interface AccountDecision {
  /** Nothing changes; the reply is this. */
  record Answer(AccountReply reply) implements AccountDecision {}

  /** Nothing changes, and the caller is told why; {@code detail} names value and expectation. */
  record Refuse(Refusal why, String detail) implements AccountDecision {}

  /** This happens; the reply is the event's. */
  record Persist(AccountEvent event) implements AccountDecision {}
}
