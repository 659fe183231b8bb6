package org.yubin.frontend.memory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yubin.mailbox.entity.MailboxPush;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.entity.Subscription;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.BeginMove;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.CompleteMove;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.Decision;
import org.yubin.mailbox.model.DecisionTime;
import org.yubin.mailbox.model.EventHash;
import org.yubin.mailbox.model.LogTip;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.MailboxId;

/** Mailboxes as pure states; one task at a time, each in the given executor. */
public final class MemoryMailboxes implements Mailboxes {
  private final Executor executor;
  private final Clock clock;
  private final Map<MailboxId, Box> boxes = new HashMap<>();

  /**
   * Starts with no mailbox.
   *
   * @param executor of a single thread
   */
  public MemoryMailboxes(Executor executor, Clock clock) {
    this.executor = executor;
    this.clock = clock;
  }

  private static final class Box {
    private MailboxState state = MailboxState.EMPTY;
    private UidSet unclaimed = UidSet.EMPTY;
    private final List<Listening> listeners = new ArrayList<>();
  }

  private static final class Listening {
    private final boolean readOnly;
    private final Consumer<MailboxPush> listener;
    private ModSeq told;

    Listening(boolean readOnly, Consumer<MailboxPush> listener, ModSeq told) {
      this.readOnly = readOnly;
      this.listener = listener;
      this.told = told;
    }
  }

  @Override
  public CompletionStage<Result<MailboxReply>> execute(
      MailboxId mailbox, MailboxCommand command, Cause cause) {
    return CompletableFuture.supplyAsync(() -> decide(box(mailbox), command, cause), executor);
  }

  private Result<MailboxReply> decide(Box box, MailboxCommand command, Cause cause) {
    Decision decision = box.state.decide(command, cause, DecisionTime.of(clock.instant()));
    if (decision instanceof Decision.Refuse refuse) {
      return new Result.Refused<>(refuse.why(), refuse.detail());
    }
    if (decision instanceof Decision.Answer answer) {
      return ok(box, answer.reply());
    }
    Decision.Persist persist = (Decision.Persist) decision;
    Position at = new Position(1, box.state.at().sequence() + 1);
    UidSet before = box.state.messages().uids();
    box.state =
        box.state.apply(
            persist.event(), new LogTip(at, persist.event().stamp().timeMicros(), EventHash.NONE));
    UidSet after = box.state.messages().uids();
    box.unclaimed = box.unclaimed.or(after.andNot(before)).and(after);
    MailboxReply reply = persist.event().reply();
    Result<MailboxReply> result = ok(box, reply);
    push(box);
    return result;
  }

  private static void push(Box box) {
    if (box.state.deleted()) {
      List.copyOf(box.listeners).forEach(each -> each.listener.accept(new MailboxPush.Gone()));
      box.listeners.clear();
      return;
    }
    for (Listening each : List.copyOf(box.listeners)) {
      Changes changes = box.state.changesSince(each.told);
      UidSet recent = changes.appended().and(box.unclaimed);
      if (!each.readOnly) {
        box.unclaimed = box.unclaimed.andNot(recent);
      }
      if (changes.to().compareTo(each.told) > 0) {
        each.told = changes.to();
        List<MessageRecord> records =
            changes.changed().size() > 2
                ? List.of() // as from another node
                : box.state.records(changes.changed()).records();
        each.listener.accept(new MailboxPush.Changed(changes.withRecent(recent), records));
      }
    }
  }

  @Override
  public CompletionStage<Result<Opened>> open(MailboxId mailbox, boolean readOnly) {
    return read(
        mailbox,
        box -> {
          Opened opened = box.state.opened(readOnly).withRecent(box.unclaimed);
          if (!readOnly) {
            box.unclaimed = UidSet.EMPTY;
          }
          return opened;
        });
  }

  @Override
  public CompletionStage<Result<RecordPage>> records(MailboxId mailbox, UidSet uids) {
    return read(mailbox, box -> box.state.records(uids));
  }

  @Override
  public CompletionStage<Result<Changes>> changesSince(MailboxId mailbox, ModSeq from) {
    return read(mailbox, box -> box.state.changesSince(from));
  }

  @Override
  public CompletionStage<Result<UidSet>> query(MailboxId mailbox, MailboxQuery query) {
    return read(mailbox, box -> query.evaluate(box.state));
  }

  @Override
  public CompletionStage<Result<MailboxStatus>> status(MailboxId mailbox) {
    return read(mailbox, box -> box.state.status().withRecent(box.unclaimed.size()));
  }

  @Override
  public CompletionStage<Result<MailboxReply>> move(
      MailboxId source, UidSet uids, MailboxId target, Cause cause) {
    return CompletableFuture.supplyAsync(
        () -> moveNow(box(source), source, uids, target, cause), executor);
  }

  private Result<MailboxReply> moveNow(
      Box from, MailboxId source, UidSet uids, MailboxId target, Cause cause) {
    Result<MailboxReply> begun = decide(from, new BeginMove(uids, target), cause);
    if (!(begun instanceof Result.Ok<MailboxReply> ok)
        || !(ok.value() instanceof MailboxReply.MoveStarted started)) {
      return begun;
    }
    if (started.uids().isEmpty()) {
      return ok(
          from, new MailboxReply.Moved(box(target).state.uidValidity(), List.of(), List.of()));
    }
    RecordPage page = from.state.records(started.uids());
    List<CopiedMessage> copies =
        page.records().stream().map(r -> CopiedMessage.of(r, page.keywords())).toList();
    Result<MailboxReply> copied =
        decide(
            box(target),
            new AppendCopies(source, copies),
            cause.withRequest(new RequestId(java.util.UUID.randomUUID())));
    if (copied instanceof Result.Ok<MailboxReply> there
        && there.value() instanceof MailboxReply.Copied reply) {
      return decide(
          from,
          new CompleteMove(started.move(), reply),
          cause.withRequest(new RequestId(java.util.UUID.randomUUID())));
    }
    decide(from, new org.yubin.mailbox.model.AbandonMove(started.move()), cause);
    return copied;
  }

  @Override
  public Subscription subscribe(
      MailboxId mailbox, ModSeq from, boolean readOnly, Consumer<MailboxPush> listener) {
    Listening listening = new Listening(readOnly, listener, from);
    executor.execute(
        () -> {
          box(mailbox).listeners.add(listening);
          push(box(mailbox));
        });
    return () -> executor.execute(() -> box(mailbox).listeners.remove(listening));
  }

  private <T> CompletionStage<Result<T>> read(MailboxId mailbox, Function<Box, T> question) {
    return CompletableFuture.supplyAsync(
        () -> {
          Box box = box(mailbox);
          return box.state.isLive()
              ? ok(box, question.apply(box))
              : new Result.Refused<T>(Refusal.NONEXISTENT, "no such mailbox");
        },
        executor);
  }

  private static <T> Result<T> ok(Box box, T value) {
    return new Result.Ok<>(value, box.state.at(), box.state.highestModSeq());
  }

  private Box box(@Nullable MailboxId mailbox) {
    return boxes.computeIfAbsent(java.util.Objects.requireNonNull(mailbox), fresh -> new Box());
  }
}
