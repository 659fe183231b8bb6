package org.yubin.mailbox.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.RecipientRef;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yubin.entity.EntityCaller;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.Residents;
import org.yubin.mailbox.codec.RequestParts;
import org.yubin.mailbox.entity.message.MailboxAnswer;
import org.yubin.mailbox.entity.message.MailboxMessage;
import org.yubin.mailbox.entity.message.MailboxNotice;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.mailbox.subscription.Follower;
import org.yubin.persistence.head.Counters;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.HeadRow;
import org.yubin.persistence.head.HeadState;
import org.yubin.persistence.head.Heads;
import org.yubin.persistence.id.MailboxId;

/**
 * The mailboxes behind a route, usually sharding. It repeats what was not answered, and takes no
 * answer that is older than one that this node had seen of the mailbox when it asked: the fence
 * lets none leave, but one that has left may arrive late.
 */
public final class ShardedMailboxes implements Mailboxes {
  /** Of how many mailboxes the newest position is remembered. */
  private static final int REMEMBERED = 100_000;

  /** Records of at most so many messages are read by the caller, of more by the gate. */
  private static final int FEW_RECORDS = 64;

  /** Commands of more octets go to another node in parts; a message may have some times as many. */
  private static final int LONG_OCTETS = 64 * 1024;

  private final ActorSystem<?> system;
  private final Residents<ResidentMailbox> residents;
  private final Function<MailboxId, RecipientRef<EntityMessage>> route;
  private final Heads heads;
  private final EntityCaller caller;
  private final Duration silence;
  private final AtomicLong followers = new AtomicLong();
  private final Cache<MailboxId, Position> seen =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(REMEMBERED).build();

  private final RequestParts parts;
  private final KnownRecords known = new KnownRecords();

  /**
   * @param residents the mailboxes of this process
   * @param route where the messages for any mailbox go
   * @param silence after which a subscription looks for its gate again
   */
  ShardedMailboxes(
      ActorSystem<?> system,
      Residents<ResidentMailbox> residents,
      Function<MailboxId, RecipientRef<EntityMessage>> route,
      Heads heads,
      EntityCaller caller,
      Duration silence) {
    this.system = system;
    this.parts = new RequestParts(system);
    this.residents = residents;
    this.route = route;
    this.heads = heads;
    this.caller = caller;
    this.silence = silence;
  }

  @Override
  public CompletionStage<Result<MailboxReply>> execute(
      MailboxId mailbox, MailboxCommand command, Cause cause) {
    boolean whole =
        MailboxModel.octetsOf(command) <= LONG_OCTETS
            || residents.find(EntityId.of(mailbox)).isPresent();
    return ask(
        mailbox,
        MailboxReply.class,
        to -> {
          MailboxMessage.Execute message = new MailboxMessage.Execute(command, cause, to);
          return whole ? message : lastPart(mailbox, message);
        });
  }

  /** Sends a long message in parts, but for the last, which is for the caller to send. */
  private EntityMessage lastPart(MailboxId mailbox, MailboxMessage message) {
    List<MailboxMessage.Part> all = parts.split(message);
    all.subList(0, all.size() - 1).forEach(route.apply(mailbox)::tell);
    return all.get(all.size() - 1);
  }

  @Override
  public CompletionStage<Result<Opened>> open(MailboxId mailbox, boolean readOnly) {
    return read(
        mailbox,
        resident -> resident.open(readOnly),
        () -> ask(mailbox, Opened.class, to -> new MailboxMessage.Open(readOnly, to)));
  }

  @Override
  public CompletionStage<Result<RecordPage>> records(MailboxId mailbox, UidSet uids) {
    Supplier<CompletionStage<Result<RecordPage>>> asked =
        () -> ask(mailbox, RecordPage.class, to -> new MailboxMessage.Records(uids, to));
    return uids.size() <= FEW_RECORDS
        ? read(mailbox, resident -> resident.records(uids), asked)
        : asked.get();
  }

  @Override
  public CompletionStage<Result<RecordPage>> fixedRecords(MailboxId mailbox, UidSet uids) {
    if (uids.size() > RecordPage.MAX_RECORDS) {
      return records(mailbox, uids);
    }
    Optional<RecordPage> page = known.page(mailbox, uids);
    if (page.isPresent()) {
      return CompletableFuture.completedFuture(
          new Result.Ok<>(page.get(), Position.START, ModSeq.ZERO));
    }
    return records(mailbox, KnownRecords.around(uids))
        .thenApply(result -> result.map(answer -> known.keep(mailbox, answer, uids)));
  }

  @Override
  public CompletionStage<Result<Changes>> changesSince(MailboxId mailbox, ModSeq from) {
    return changesSince(mailbox, from, false);
  }

  private CompletionStage<Result<Changes>> changesSince(
      MailboxId mailbox, ModSeq from, boolean claimRecent) {
    return ask(
        mailbox, Changes.class, to -> new MailboxMessage.ChangesSince(from, claimRecent, to));
  }

  @Override
  public CompletionStage<Result<UidSet>> query(MailboxId mailbox, MailboxQuery query) {
    return ask(mailbox, UidSet.class, to -> new MailboxMessage.Query(query, to));
  }

  @Override
  public CompletionStage<Result<MailboxReply>> move(
      MailboxId source, UidSet uids, MailboxId target, Cause cause) {
    return ask(source, MailboxReply.class, to -> new MailboxMessage.Move(uids, target, cause, to));
  }

  @Override
  public CompletionStage<Result<MailboxStatus>> status(MailboxId mailbox) {
    return read(mailbox, ResidentMailbox::status, () -> statusElsewhere(mailbox));
  }

  private CompletionStage<Result<MailboxStatus>> statusElsewhere(MailboxId mailbox) {
    return heads
        .read(EntityId.of(mailbox))
        .handle(
            (head, failure) ->
                failure == null ? sleeping(head) : Optional.<Result<MailboxStatus>>empty())
        .thenCompose(
            told ->
                told.isPresent()
                    ? CompletableFuture.completedFuture(told.get())
                    : ask(mailbox, MailboxStatus.class, MailboxMessage.Status::new));
  }

  /** What the head row tells of a mailbox that has no owner; empty: ask the owner. */
  private static Optional<Result<MailboxStatus>> sleeping(Optional<HeadRow> head) {
    boolean gone =
        head.isEmpty()
            || head.get().state() == HeadState.DELETED
            || (head.get().state() == HeadState.CLOSED && head.get().counters().uidValidity() == 0);
    if (gone) {
      return Optional.of(new Result.Refused<>(Refusal.NONEXISTENT, "no such mailbox"));
    }
    if (head.get().state() == HeadState.OPEN) {
      return Optional.empty();
    }
    Counters counters = head.get().counters();
    // Who may expunge has claimed first, so what is unclaimed is still there.
    long recent = Math.min(counters.messages(), counters.uidNext() - counters.recentFrom());
    ModSeq highest = new ModSeq(counters.highestModSeq());
    MailboxStatus status =
        new MailboxStatus(
            counters.messages(),
            counters.unseen(),
            counters.deleted(),
            recent,
            new Uid(counters.uidNext()),
            new UidValidity(counters.uidValidity()),
            highest,
            counters.sizeOctets());
    return Optional.of(new Result.Ok<>(status, Position.START, highest));
  }

  @Override
  public Subscription subscribe(
      MailboxId mailbox, ModSeq from, boolean readOnly, Consumer<MailboxPush> listener) {
    Follower.Source source =
        new Follower.Source() {
          @Override
          public void subscribe(ActorRef<MailboxNotice> follower) {
            nearest(mailbox).tell(new MailboxMessage.Subscribe(follower, readOnly));
          }

          @Override
          public void unsubscribe(ActorRef<EntityMessage> gate, ActorRef<MailboxNotice> follower) {
            gate.tell(new MailboxMessage.Unsubscribe(follower));
          }

          @Override
          public CompletionStage<Result<Changes>> changesSince(ModSeq since) {
            return ShardedMailboxes.this.changesSince(mailbox, since, !readOnly);
          }
        };
    Follower.Listener told =
        new Follower.Listener() {
          @Override
          public void changed(Changes changes, List<MessageRecord> records) {
            listener.accept(new MailboxPush.Changed(changes, records));
          }

          @Override
          public void gone() {
            listener.accept(new MailboxPush.Gone());
          }
        };
    ActorRef<MailboxNotice> follower =
        system.systemActorOf(
            Follower.create(source, from, told, silence),
            "follower-" + followers.incrementAndGet(),
            Props.empty());
    return () -> follower.tell(Follower.Close.NOW);
  }

  /** Of the mailbox in this process if it is here, serves, and confirms it; else as asked. */
  private <T> CompletionStage<Result<T>> read(
      MailboxId mailbox,
      Function<ResidentMailbox, CompletionStage<Optional<Result<T>>>> here,
      Supplier<CompletionStage<Result<T>>> elsewhere) {
    Optional<ResidentMailbox> resident = residents.find(EntityId.of(mailbox));
    if (resident.isEmpty()) {
      return elsewhere.get();
    }
    Position floor = floor(mailbox);
    return here.apply(resident.get())
        .thenCompose(
            read -> {
              if (read.isEmpty() || isToBeRepeated(read.get(), floor)) {
                return elsewhere.get();
              }
              saw(mailbox, read.get());
              return CompletableFuture.completedFuture(read.get());
            });
  }

  private <T> CompletionStage<Result<T>> ask(
      MailboxId mailbox, Class<T> type, Function<ActorRef<MailboxAnswer>, EntityMessage> message) {
    Position floor = floor(mailbox);
    return caller
        .ask(
            nearest(mailbox),
            () -> route.apply(mailbox),
            message,
            answer -> isToBeRepeated(answer.result(), floor),
            () ->
                new MailboxAnswer(
                    new Result.Refused<>(Refusal.UNAVAILABLE, "mailbox: no answer in time")))
        .thenApply(
            answer -> {
              saw(mailbox, answer.result());
              return answer.result().map(type::cast);
            });
  }

  private RecipientRef<EntityMessage> nearest(MailboxId mailbox) {
    return residents.gate(EntityId.of(mailbox), () -> route.apply(mailbox));
  }

  private Position floor(MailboxId mailbox) {
    Position known = seen.getIfPresent(mailbox);
    return known == null ? Position.START : known;
  }

  private void saw(MailboxId mailbox, Result<?> result) {
    if (result instanceof Result.Ok<?> ok && ok.at().compareTo(floor(mailbox)) > 0) {
      seen.asMap().merge(mailbox, ok.at(), ShardedMailboxes::later);
    }
  }

  private static boolean isToBeRepeated(Result<?> result, Position floor) {
    if (result instanceof Result.Ok<?> ok) {
      return ok.at().compareTo(floor) < 0;
    }
    return result instanceof Result.Refused<?> refused && refused.why() == Refusal.UNAVAILABLE;
  }

  private static Position later(Position a, Position b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
