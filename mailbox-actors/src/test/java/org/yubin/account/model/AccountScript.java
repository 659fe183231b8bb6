package org.yubin.account.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.RequestId;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.MailboxId;

/** Plays commands on the model, as an owner would: decides, applies, and ends sagas if told to. */
public final class AccountScript {
  public static final long START_MICROS = 1_700_000_000_000_000L;

  final Random random;
  final List<AccountEvent> events = new ArrayList<>();
  AccountState state = AccountState.EMPTY;
  long nowMicros = START_MICROS;

  AccountScript(long seed) {
    random = new Random(seed);
  }

  /** An account with its default mailboxes. */
  static AccountScript initialised() {
    AccountScript script = new AccountScript(1);
    script.run(new Initialise());
    return script;
  }

  Cause cause() {
    return new Cause(
        new AccountId(new UUID(1, 1)), "me", "s1", "127.0.0.1:1", "", "TEST", request());
  }

  RequestId request() {
    return new RequestId(new UUID(random.nextLong(), random.nextLong()));
  }

  /** Decides and applies; a saga stays open. */
  AccountDecision begin(AccountCommand command, Cause cause) {
    List<MailboxId> ids = new ArrayList<>();
    for (int i = 0; i < Supplies.MOST_IDS; i++) {
      ids.add(new MailboxId(new UUID(random.nextLong(), random.nextLong())));
    }
    AccountDecision decision = state.decide(command, cause, new Supplies(nowMicros, ids));
    if (decision instanceof AccountDecision.Persist persist) {
      events.add(persist.event());
      state = state.apply(persist.event(), nowMicros);
      return new AccountDecision.Answer(persist.event().reply());
    }
    return decision;
  }

  AccountDecision begin(AccountCommand command) {
    return begin(command, cause());
  }

  /** Carries the command out to its end, sagas too. */
  AccountDecision run(AccountCommand command, Cause cause) {
    AccountDecision decision = begin(command, cause);
    if (decision instanceof AccountDecision.Answer answer
        && answer.reply() instanceof AccountReply.Underway underway) {
      begin(new CloseSaga(underway.saga()));
      return begin(command, cause);
    }
    return decision;
  }

  AccountDecision run(AccountCommand command) {
    return run(command, cause());
  }

  AccountDecision create(String name) {
    return run(new CreateMailbox(name, Optional.empty()));
  }

  List<String> names() {
    return state.tree().entries().stream().map(MailboxTree.Entry::name).toList();
  }

  MailboxTree.Entry entry(String name) {
    return state.tree().find(name).orElseThrow(() -> new AssertionError("no " + name));
  }
}
