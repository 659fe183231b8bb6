package org.yubin.frontend.lmtp;

import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.yubin.mailbox.entity.MailboxPush;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.entity.Subscription;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.MailboxId;

/** Mailboxes whose next answers get lost, with or without the change having been made. */
record DoubtfulMailboxes(Mailboxes sound, Deque<Loss> losses) implements Mailboxes {
  /** What becomes of a change whose answer is lost. */
  enum Loss {
    /** It is not lost. */
    NONE,
    DONE,
    NOT_DONE
  }

  @Override
  public CompletionStage<Result<MailboxReply>> execute(
      MailboxId mailbox, MailboxCommand command, Cause cause) {
    Loss loss = losses.poll();
    Result<MailboxReply> unknown = new Result.Refused<>(Refusal.UNAVAILABLE, "planted");
    if (loss == Loss.NOT_DONE) {
      return CompletableFuture.completedFuture(unknown);
    }
    CompletionStage<Result<MailboxReply>> done = sound.execute(mailbox, command, cause);
    return loss == Loss.DONE ? done.thenApply(lost -> unknown) : done;
  }

  @Override
  public CompletionStage<Result<Opened>> open(MailboxId mailbox, boolean readOnly) {
    return sound.open(mailbox, readOnly);
  }

  @Override
  public CompletionStage<Result<RecordPage>> records(MailboxId mailbox, UidSet uids) {
    return sound.records(mailbox, uids);
  }

  @Override
  public CompletionStage<Result<Changes>> changesSince(MailboxId mailbox, ModSeq from) {
    return sound.changesSince(mailbox, from);
  }

  @Override
  public CompletionStage<Result<UidSet>> query(MailboxId mailbox, MailboxQuery query) {
    return sound.query(mailbox, query);
  }

  @Override
  public CompletionStage<Result<MailboxStatus>> status(MailboxId mailbox) {
    return sound.status(mailbox);
  }

  @Override
  public CompletionStage<Result<MailboxReply>> move(
      MailboxId source, UidSet uids, MailboxId target, Cause cause) {
    return sound.move(source, uids, target, cause);
  }

  @Override
  public Subscription subscribe(
      MailboxId mailbox, ModSeq from, boolean readOnly, Consumer<MailboxPush> listener) {
    return sound.subscribe(mailbox, from, readOnly, listener);
  }
}
