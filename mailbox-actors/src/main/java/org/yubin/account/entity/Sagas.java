package org.yubin.account.entity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.yubin.account.codec.LoggedAccount;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.AccountState;
import org.yubin.account.model.Saga;
import org.yubin.entity.Owner;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;

/**
 * The sagas that an owner carries on: every one that is open in its confirmed state runs here,
 * once. Whoever waits for one is called when it has ended. Confined to the gate.
 */
final class Sagas {
  /** Most who wait for one saga: retries of its beginner, mostly. */
  private static final int MOST_WAITING = 64;

  private final AccountId account;
  private final Owner<LoggedAccount, AccountCommand, Result<AccountReply>> owner;
  private final Mailboxes mailboxes;
  private final IdSource ids;
  private final Executor confined;
  private final Map<RequestId, Running> running = new HashMap<>();

  private record Running(SagaProcess process, List<Runnable> waiting) {}

  Sagas(
      AccountId account,
      Owner<LoggedAccount, AccountCommand, Result<AccountReply>> owner,
      Mailboxes mailboxes,
      IdSource ids,
      Executor confined) {
    this.account = account;
    this.owner = owner;
    this.mailboxes = mailboxes;
    this.ids = ids;
    this.confined = confined;
  }

  /** Starts what is open and does not run, ends what runs and is open no longer. */
  void follow(AccountState confirmed) {
    for (Saga open : confirmed.sagas().values()) {
      if (!running.containsKey(open.request())) {
        start(open);
      }
    }
    for (RequestId request : List.copyOf(running.keySet())) {
      if (!confirmed.sagas().containsKey(request)) {
        end(running.remove(request));
      }
    }
  }

  private static void end(@Nullable Running ended) {
    if (ended != null) {
      ended.process().stop();
      ended.waiting().forEach(Runnable::run);
    }
  }

  /**
   * Calls when the saga has ended.
   *
   * @return false if too many wait
   */
  boolean await(RequestId saga, Runnable ended) {
    Running open = running.get(saga);
    if (open == null) {
      ended.run();
      return true;
    }
    return open.waiting().size() < MOST_WAITING && open.waiting().add(ended);
  }

  private void start(Saga saga) {
    List<SagaProcess> self = new ArrayList<>(1);
    SagaProcess process =
        new SagaProcess(
            account, saga, mailboxes, command -> end(command, saga, self.get(0)), confined);
    self.add(process);
    running.put(saga.request(), new Running(process, new ArrayList<>()));
    process.run();
  }

  private void end(AccountCommand command, Saga saga, SagaProcess process) {
    owner.execute(
        command,
        saga.cause().withRequest(new RequestId(ids.next())),
        answer -> {
          if (answer instanceof Result.Refused<AccountReply> refused
              && refused.why() == Refusal.UNAVAILABLE) {
            process.heldUp();
          }
        });
  }

  /** Gives those that could not go on another try. */
  void tick() {
    List.copyOf(running.values()).forEach(one -> one.process().again());
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /** The gate is gone; the next owner carries on. */
  void stopped() {
    running.values().forEach(one -> one.process().stop());
    running.clear();
  }
}
