package org.yubin.account.entity;

import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.account.model.AbandonSaga;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.CloseSaga;
import org.yubin.account.model.NewMailbox;
import org.yubin.account.model.Saga;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.Delete;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.MailboxId;

/**
 * Carries one saga on: its steps at the mailboxes, then its end in the account's log. Every step is
 * harmless when repeated, so a step in doubt is taken again, by this owner on its next tick or by
 * the next owner. A mailbox that refuses a step for good ends the saga.
 *
 * <p>Confined to the gate.
 */
final class SagaProcess {
  private static final Logger LOG = LoggerFactory.getLogger(SagaProcess.class);

  private final AccountId account;
  private final Saga saga;
  private final Mailboxes mailboxes;
  private final Consumer<AccountCommand> owner;
  private final Executor confined;
  private boolean stuck;
  private boolean stopped;

  /**
   * @param owner takes the command that ends the saga; {@link #again} repeats it
   */
  SagaProcess(
      AccountId account,
      Saga saga,
      Mailboxes mailboxes,
      Consumer<AccountCommand> owner,
      Executor confined) {
    this.account = account;
    this.saga = saga;
    this.mailboxes = mailboxes;
    this.owner = owner;
    this.confined = confined;
  }

  void run() {
    if (saga instanceof Saga.Deletion deletion) {
      delete(deletion.id());
    } else {
      make(saga.making().iterator());
    }
  }

  /** The last step did not come through: it is taken again on the next tick. */
  void heldUp() {
    stuck = true;
  }

  /** Another try, if the last one failed. */
  void again() {
    if (stuck && !stopped) {
      stuck = false;
      run();
    }
  }

  void stop() {
    stopped = true;
  }

  private void make(Iterator<NewMailbox> rest) {
    if (!rest.hasNext()) {
      if (saga instanceof Saga.InboxRename rename) {
        emptyInbox(rename);
      } else {
        owner.accept(new CloseSaga(saga.request()));
      }
      return;
    }
    NewMailbox next = rest.next();
    step(
        mailboxes.execute(next.id(), new Initialise(account, next.uidValidity()), saga.cause()),
        made -> make(rest));
  }

  private void delete(MailboxId mailbox) {
    CompletionStage<Result<MailboxReply>> deleted =
        mailboxes
            .execute(mailbox, new Delete(), saga.cause())
            .thenApply(SagaProcess::goneIsDeleted);
    step(deleted, gone -> owner.accept(new CloseSaga(saga.request())));
  }

  private static Result<MailboxReply> goneIsDeleted(Result<MailboxReply> result) {
    return result instanceof Result.Refused<MailboxReply> refused
            && refused.why() == Refusal.NONEXISTENT
        ? new Result.Ok<>(new MailboxReply.Deleted(), Position.START, ModSeq.ZERO)
        : result;
  }

  private void emptyInbox(Saga.InboxRename rename) {
    step(
        mailboxes.query(rename.inbox(), new MailboxQuery.All()),
        all -> {
          if (all.isEmpty()) {
            owner.accept(new CloseSaga(saga.request()));
          } else {
            move(rename, all);
          }
        });
  }

  private void move(Saga.InboxRename rename, UidSet all) {
    step(
        mailboxes.move(rename.inbox(), all, rename.target().id(), saga.cause()),
        moved -> owner.accept(new CloseSaga(saga.request())));
  }

  private <T> void step(CompletionStage<Result<T>> stage, Consumer<T> next) {
    stage.whenCompleteAsync(
        (result, failure) -> {
          if (stopped) {
            return;
          }
          if (failure != null) {
            LOG.atWarn()
                .addKeyValue("account", account)
                .setCause(failure)
                .log("saga {} is held up", saga.request());
            heldUp();
          } else if (result instanceof Result.Ok<T> ok) {
            next.accept(ok.value());
          } else if (result instanceof Result.Refused<T> refused) {
            refused(refused);
          }
        },
        confined);
  }

  private void refused(Result.Refused<?> refused) {
    if (refused.why() == Refusal.UNAVAILABLE || refused.why() == Refusal.IN_USE) {
      heldUp();
    } else {
      LOG.atWarn()
          .addKeyValue("account", account)
          .log("saga {} is refused: {} {}", saga.request(), refused.why(), refused.detail());
      owner.accept(new AbandonSaga(saga.request(), refused.why(), refused.detail()));
    }
  }
}
