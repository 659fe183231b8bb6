package org.yubin.account.entity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.yubin.mailbox.entity.MailboxPush;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.entity.Subscription;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.Delete;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;

/** Mailboxes that only know which there are and how many messages they hold; they do as told. */
final class ScriptedMailboxes implements Mailboxes {
  /** How they behave. */
  enum Mood {
    WILLING,
    /** They carry out, and never answer. */
    SILENT,
    /** They do nothing and say that they cannot now. */
    UNAVAILABLE,
    /** They refuse moves. */
    FULL
  }

  final Map<MailboxId, UidSet> contents = new LinkedHashMap<>();
  final Set<MailboxId> deleted = new LinkedHashSet<>();
  final List<String> calls = new ArrayList<>();
  volatile Mood mood = Mood.WILLING;

  @Override
  public synchronized CompletionStage<Result<MailboxReply>> execute(
      MailboxId mailbox, MailboxCommand command, Cause cause) {
    calls.add(command.getClass().getSimpleName());
    return answer(
        () -> {
          if (command instanceof Initialise initialise) {
            contents.putIfAbsent(mailbox, UidSet.EMPTY);
            return ok(new MailboxReply.Initialised(initialise.uidValidity()));
          } else if (command instanceof Delete) {
            if (contents.remove(mailbox) == null) {
              return new Result.Refused<>(Refusal.NONEXISTENT, "");
            }
            deleted.add(mailbox);
            return ok(new MailboxReply.Deleted());
          }
          throw new IllegalStateException("sagas do not send " + command);
        });
  }

  @Override
  public synchronized CompletionStage<Result<MailboxReply>> move(
      MailboxId source, UidSet uids, MailboxId target, Cause cause) {
    calls.add("Move");
    if (mood == Mood.FULL) {
      return CompletableFuture.completedFuture(new Result.Refused<>(Refusal.OVER_QUOTA, "full"));
    }
    return answer(
        () -> {
          contents.computeIfPresent(target, (id, held) -> held.or(uids));
          contents.computeIfPresent(source, (id, held) -> held.andNot(uids));
          return ok(new MailboxReply.Moved(new UidValidity(1), List.of(), List.of()));
        });
  }

  @Override
  public synchronized CompletionStage<Result<UidSet>> query(MailboxId mailbox, MailboxQuery query) {
    return answer(() -> ok(contents.getOrDefault(mailbox, UidSet.EMPTY)));
  }

  synchronized List<MailboxId> existing() {
    return List.copyOf(contents.keySet());
  }

  synchronized int count(String call) {
    return (int) calls.stream().filter(call::equals).count();
  }

  synchronized void put(MailboxId mailbox, UidSet uids) {
    contents.put(mailbox, uids);
  }

  synchronized UidSet held(MailboxId mailbox) {
    return contents.getOrDefault(mailbox, UidSet.EMPTY);
  }

  private <T> CompletionStage<Result<T>> answer(Supplier<Result<T>> work) {
    return switch (mood) {
      case WILLING, FULL -> CompletableFuture.completedFuture(work.get());
      case SILENT -> {
        Result<T> lost = work.get();
        calls.add("lost " + lost);
        yield new CompletableFuture<>();
      }
      case UNAVAILABLE ->
          CompletableFuture.completedFuture(new Result.Refused<>(Refusal.UNAVAILABLE, ""));
    };
  }

  private static <T> Result<T> ok(T value) {
    return new Result.Ok<>(value, Position.START, ModSeq.ZERO);
  }

  @Override
  public CompletionStage<Result<Opened>> open(MailboxId mailbox, boolean readOnly) {
    throw new IllegalStateException("sagas do not open");
  }

  @Override
  public CompletionStage<Result<RecordPage>> records(MailboxId mailbox, UidSet uids) {
    throw new IllegalStateException("sagas do not read records");
  }

  @Override
  public CompletionStage<Result<Changes>> changesSince(MailboxId mailbox, ModSeq from) {
    throw new IllegalStateException("sagas do not read changes");
  }

  @Override
  public CompletionStage<Result<MailboxStatus>> status(MailboxId mailbox) {
    throw new IllegalStateException("sagas do not ask for the status");
  }

  @Override
  public Subscription subscribe(
      MailboxId mailbox, ModSeq from, boolean readOnly, Consumer<MailboxPush> listener) {
    throw new IllegalStateException("sagas do not subscribe");
  }
}
