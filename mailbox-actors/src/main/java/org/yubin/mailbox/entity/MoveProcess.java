package org.yubin.mailbox.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.entity.Owner;
import org.yubin.mailbox.model.AbandonMove;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.CompleteMove;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.OpenMove;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.SettleMove;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * One move, from its begin to its end (RFC 6851). The source drives it: the messages are held
 * (begun), their content is referenced for the target, they are appended there under an id that
 * follows from the move's, and then they are expunged here (done). Whatever breaks in between, the
 * same steps are taken again, by this owner or the next: each is harmless when repeated. A target
 * that refuses ends the move with nothing changed. The target keeps a mark of what has arrived
 * until it hears, once the move is done, that it is settled.
 *
 * <p>Confined to the gate.
 */
final class MoveProcess {
  private static final Logger LOG = LoggerFactory.getLogger(MoveProcess.class);

  private final MailboxId source;
  private final MailboxState state;
  private final OpenMove open;
  private final boolean fresh;
  private final Owner<MailboxState, MailboxCommand, Result<MailboxReply>> owner;
  private final Mailboxes others;
  private final ReferenceWriter references;
  private final Executor confined;
  private final BiConsumer<RequestId, Result<MailboxReply>> ended;
  private boolean stuck;
  private boolean stopped;

  /**
   * @param state in which the move is open; what it holds does not change until it ends
   * @param fresh whether nobody can have appended at the target yet
   * @param ended hears of the end, once
   */
  MoveProcess(
      MailboxId source,
      MailboxState state,
      OpenMove open,
      boolean fresh,
      Owner<MailboxState, MailboxCommand, Result<MailboxReply>> owner,
      Mailboxes others,
      ReferenceWriter references,
      Executor confined,
      BiConsumer<RequestId, Result<MailboxReply>> ended) {
    this.source = source;
    this.state = state;
    this.open = open;
    this.fresh = fresh;
    this.owner = owner;
    this.others = others;
    this.references = references;
    this.confined = confined;
    this.ended = ended;
  }

  void run() {
    List<CopiedMessage> copies = copies();
    List<EmailId> emails = copies.stream().map(CopiedMessage::emailId).toList();
    AccountId account = state.origin().orElseThrow().owner();
    step(
        references.addReferences(account, open.target(), emails),
        referenced -> append(copies),
        failure -> {
          if (fresh) {
            abandon(new Result.Refused<>(Refusal.UNAVAILABLE, "content not referenced"));
          } else {
            stuck = true;
          }
        });
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

  private List<CopiedMessage> copies() {
    List<CopiedMessage> copies = new ArrayList<>();
    UidSet rest = open.uids();
    while (!rest.isEmpty()) {
      RecordPage page = state.records(rest);
      page.records().forEach(record -> copies.add(CopiedMessage.of(record, page.keywords())));
      rest = page.rest();
    }
    return copies;
  }

  private void append(List<CopiedMessage> copies) {
    step(
        others.execute(
            open.target(),
            new AppendCopies(source, copies, Optional.of(open.move())),
            open.cause().withRequest(open.move().atTarget())),
        this::appended,
        failure -> stuck = true);
  }

  private void appended(Result<MailboxReply> result) {
    if (result instanceof Result.Ok<MailboxReply> ok
        && ok.value() instanceof MailboxReply.Copied copied) {
      end(
          new CompleteMove(open.move(), copied),
          done -> {
            ended.accept(open.move(), done);
            if (isOver(done)) {
              settle(others, open.target(), open.cause());
            }
          });
    } else if (result instanceof Result.Refused<MailboxReply> refused
        && refused.why() != Refusal.UNAVAILABLE) {
      abandon(refused);
    } else {
      stuck = true;
    }
  }

  private void abandon(Result.Refused<MailboxReply> why) {
    // Nothing has arrived there, and the move may begin again: there is nothing to settle.
    end(new AbandonMove(open.move()), abandoned -> ended.accept(open.move(), why));
  }

  /** Whether no owner can resume the move: done, or gone with its mailbox. */
  private static boolean isOver(Result<MailboxReply> done) {
    return !(done instanceof Result.Refused<MailboxReply> refused)
        || refused.why() == Refusal.NONEXISTENT;
  }

  /**
   * Tells the target that a move is over, beside the gate. If that is lost the target keeps its
   * mark, which harms nothing.
   *
   * @param cause of the move
   */
  static void settle(Mailboxes others, MailboxId target, Cause cause) {
    RequestId move = cause.request();
    others
        .execute(target, new SettleMove(move), cause.withRequest(move.atSettlement()))
        .whenComplete(
            (settled, failure) -> {
              if (failure != null || settled instanceof Result.Refused) {
                LOG.atInfo()
                    .addKeyValue("mailbox", target)
                    .setCause(failure)
                    .log("move {} stays marked: {}", move, settled);
              }
            });
  }

  private void end(MailboxCommand command, Consumer<Result<MailboxReply>> then) {
    owner.execute(
        command,
        open.cause(),
        result -> {
          if (result instanceof Result.Refused<MailboxReply> refused
              && refused.why() == Refusal.UNAVAILABLE) {
            stuck = true;
          } else {
            then.accept(result);
          }
        });
  }

  private <T> void step(CompletionStage<T> stage, Consumer<T> next, Consumer<Throwable> failed) {
    stage.whenCompleteAsync(
        (value, failure) -> {
          if (stopped) {
            return;
          }
          if (failure == null) {
            next.accept(value);
          } else {
            LOG.atWarn()
                .addKeyValue("mailbox", source)
                .setCause(failure)
                .log("move {} to {} is held up", open.move(), open.target());
            failed.accept(failure);
          }
        },
        confined);
  }
}
