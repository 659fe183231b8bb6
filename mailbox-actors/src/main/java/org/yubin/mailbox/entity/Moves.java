package org.yubin.mailbox.entity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.yubin.entity.Owner;
import org.yubin.mailbox.model.BeginMove;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.OpenMove;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.MailboxId;

/**
 * The open moves out of one mailbox, each driven by a {@link MoveProcess}; confined to the gate.
 */
final class Moves {
  /** Callers that wait for one move; one that repeats itself counts each time. */
  private static final int MOST_ASKERS = 256;

  private final MailboxId source;
  private final Owner<MailboxState, MailboxCommand, Result<MailboxReply>> owner;
  private final Mailboxes others;
  private final ReferenceWriter references;
  private final Executor confined;
  private final Map<RequestId, Running> running = new HashMap<>();

  private record Running(MoveProcess process, List<Consumer<Result<MailboxReply>>> askers) {}

  /**
   * @param others where targets are found
   */
  Moves(
      MailboxId source,
      Owner<MailboxState, MailboxCommand, Result<MailboxReply>> owner,
      Mailboxes others,
      ReferenceWriter references,
      Executor confined) {
    this.source = source;
    this.owner = owner;
    this.others = others;
    this.references = references;
    this.confined = confined;
  }

  /** Begins a move, or waits for the one that runs under this request id. */
  void move(UidSet uids, MailboxId target, Cause cause, Consumer<Result<MailboxReply>> answer) {
    owner.execute(
        new BeginMove(uids, target),
        cause,
        begun -> {
          if (begun instanceof Result.Ok<MailboxReply> ok
              && ok.value() instanceof MailboxReply.MoveStarted started) {
            join(started, answer);
          } else {
            answer.accept(begun);
            if (begun instanceof Result.Ok<MailboxReply> ok
                && ok.value() instanceof MailboxReply.Moved) {
              // A retry: whoever ended the move may not have come to settling it.
              MoveProcess.settle(others, target, cause);
            }
          }
        });
  }

  private void join(MailboxReply.MoveStarted started, Consumer<Result<MailboxReply>> answer) {
    boolean held =
        owner.read(
            state -> {
              if (started.uids().isEmpty()) {
                answer.accept(
                    new Result.Ok<>(
                        new MailboxReply.Moved(state.uidValidity(), List.of(), List.of()),
                        state.at(),
                        state.highestModSeq()));
                return;
              }
              state.openMove(started.move()).ifPresent(open -> start(state, open, true));
              Running process = running.get(started.move());
              if (process != null && process.askers().size() < MOST_ASKERS) {
                process.askers().add(answer);
              } else {
                answer.accept(new Result.Refused<>(Refusal.UNAVAILABLE, "move ends just now"));
              }
            });
    if (!held) {
      answer.accept(new Result.Refused<>(Refusal.UNAVAILABLE, "handing over"));
    }
  }

  /** Takes up what a former owner has begun. */
  void resume(MailboxState state) {
    state.moves().forEach(open -> start(state, open, false));
  }

  private void start(MailboxState state, OpenMove open, boolean fresh) {
    if (!running.containsKey(open.move())) {
      MoveProcess process =
          new MoveProcess(
              source, state, open, fresh, owner, others, references, confined, this::ended);
      running.put(open.move(), new Running(process, new ArrayList<>()));
      process.run();
    }
  }

  private void ended(RequestId move, Result<MailboxReply> result) {
    Running ended = running.remove(move);
    if (ended != null) {
      ended.askers().forEach(asker -> asker.accept(result));
    }
  }

  /** Gives those that could not go on another try. */
  void tick() {
    List.copyOf(running.values()).forEach(one -> one.process().again());
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /** The gate is gone; the next owner resumes. */
  void stopped() {
    running.values().forEach(one -> one.process().stop());
    running.clear();
  }
}
