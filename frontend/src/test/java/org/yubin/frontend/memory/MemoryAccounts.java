package org.yubin.frontend.memory;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.yubin.account.entity.Accounts;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountDecision;
import org.yubin.account.model.AccountEvent;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.AccountState;
import org.yubin.account.model.CloseSaga;
import org.yubin.account.model.MailboxTree;
import org.yubin.account.model.NewMailbox;
import org.yubin.account.model.Saga;
import org.yubin.account.model.Supplies;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Delete;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.MailboxId;

/** Accounts as pure states, whose sagas are carried out at once. */
public final class MemoryAccounts implements Accounts {
  private final Mailboxes mailboxes;
  private final Executor executor;
  private final Clock clock;
  private final IdSource ids;
  private final Map<AccountId, AccountState> states = new HashMap<>();

  /**
   * Starts with no account.
   *
   * @param executor of a single thread
   */
  public MemoryAccounts(Mailboxes mailboxes, Executor executor, Clock clock, IdSource ids) {
    this.mailboxes = mailboxes;
    this.executor = executor;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public CompletionStage<Result<AccountReply>> execute(
      AccountId account, AccountCommand command, Cause cause) {
    return CompletableFuture.supplyAsync(() -> decide(account, command, cause), executor)
        .thenComposeAsync(result -> carryOut(account, cause, result), executor);
  }

  private Result<AccountReply> decide(AccountId account, AccountCommand command, Cause cause) {
    AccountState state = states.getOrDefault(account, AccountState.EMPTY);
    long nowMicros = clock.millis() * 1000;
    List<MailboxId> fresh = Stream.generate(ids::newMailboxId).limit(Supplies.MOST_IDS).toList();
    AccountDecision decision = state.decide(command, cause, new Supplies(nowMicros, fresh));
    if (decision instanceof AccountDecision.Refuse refuse) {
      return new Result.Refused<>(refuse.why(), refuse.detail());
    }
    if (decision instanceof AccountDecision.Answer answer) {
      return ok(state, answer.reply());
    }
    AccountEvent event = ((AccountDecision.Persist) decision).event();
    AccountState next = state.apply(event, nowMicros);
    states.put(account, next);
    return ok(next, event.reply());
  }

  private CompletionStage<Result<AccountReply>> carryOut(
      AccountId account, Cause cause, Result<AccountReply> decided) {
    Saga saga = states.getOrDefault(account, AccountState.EMPTY).sagas().get(cause.request());
    if (saga == null) {
      return CompletableFuture.completedStage(decided);
    }
    CompletionStage<?> work = CompletableFuture.completedStage(null);
    for (NewMailbox each : saga.making()) {
      work =
          work.thenCompose(
              done ->
                  mailboxes.execute(
                      each.id(), new Initialise(account, each.uidValidity()), fresh(cause)));
    }
    if (saga instanceof Saga.Deletion deletion) {
      work = work.thenCompose(done -> mailboxes.execute(deletion.id(), new Delete(), fresh(cause)));
    } else if (saga instanceof Saga.InboxRename rename) {
      work = work.thenCompose(done -> empty(rename.inbox(), rename.target().id(), cause));
    }
    return work.thenApplyAsync(
        done -> {
          decide(account, new CloseSaga(saga.request()), fresh(cause));
          return ok(states.getOrDefault(account, AccountState.EMPTY), saga.reply());
        },
        executor);
  }

  private CompletionStage<?> empty(MailboxId inbox, MailboxId target, Cause cause) {
    return mailboxes
        .open(inbox, true)
        .thenCompose(
            opened ->
                mailboxes.move(
                    inbox, ((Result.Ok<Opened>) opened).value().uids(), target, fresh(cause)));
  }

  private Cause fresh(Cause cause) {
    return cause.withRequest(new RequestId(ids.next()));
  }

  @Override
  public CompletionStage<Result<MailboxTree>> tree(AccountId account) {
    return CompletableFuture.supplyAsync(
        () -> {
          AccountState state = states.getOrDefault(account, AccountState.EMPTY);
          return ok(state, state.tree());
        },
        executor);
  }

  private static <T> Result<T> ok(AccountState state, T value) {
    return new Result.Ok<>(
        value, Position.START, state.initialised() ? state.modSeq() : ModSeq.ZERO);
  }
}
