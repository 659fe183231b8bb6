package org.yubin.frontend.lmtp;

import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.memory.ForwardingMailboxes;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.MailboxId;

/** Mailboxes whose next answers get lost, with or without the change having been made. */
final class DoubtfulMailboxes extends ForwardingMailboxes {
  /** What becomes of a change whose answer is lost. */
  enum Loss {
    /** It is not lost. */
    NONE,
    DONE,
    NOT_DONE
  }

  private final Deque<Loss> losses;

  /**
   * @param losses what becomes of the next changes; those after them succeed
   */
  DoubtfulMailboxes(Mailboxes sound, Deque<Loss> losses) {
    super(sound);
    this.losses = losses;
  }

  @Override
  public CompletionStage<Result<MailboxReply>> execute(
      MailboxId mailbox, MailboxCommand command, Cause cause) {
    Loss loss = losses.poll();
    Result<MailboxReply> unknown = new Result.Refused<>(Refusal.UNAVAILABLE, "planted");
    if (loss == Loss.NOT_DONE) {
      return CompletableFuture.completedFuture(unknown);
    }
    CompletionStage<Result<MailboxReply>> done = super.execute(mailbox, command, cause);
    return loss == Loss.DONE ? done.thenApply(lost -> unknown) : done;
  }
}
