package org.yubin.mailbox.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yubin.entity.Desk;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.Owner;
import org.yubin.entity.Residents;
import org.yubin.mailbox.codec.RequestParts;
import org.yubin.mailbox.entity.message.MailboxAnswer;
import org.yubin.mailbox.entity.message.MailboxMessage;
import org.yubin.mailbox.entity.message.MailboxNotice;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.subscription.Subscribers;
import org.yubin.persistence.head.Counters;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.head.HeadState;

/** What the gate of a mailbox says: answers from the confirmed state, pushes, moves, \Recent. */
final class MailboxDesk implements Desk<MailboxState>, MailboxMessage.Receiver {
  /** So many records go with a push, so that nobody has to ask for them. */
  private static final int FEW_RECORDS = 32;

  private final Owner<MailboxState, MailboxCommand, Result<MailboxReply>> owner;
  private final ActorContext<EntityMessage> context;
  private final Moves moves;
  private final Departures departures;
  private final Executor scan;
  private final InstantSource clock;
  private final Subscribers subscribers = new Subscribers();
  private final Parts parts = new Parts();
  private final RequestParts whole;
  private final EntityId id;
  private final Residents<ResidentMailbox> residents;
  private ResidentMailbox resident;

  /**
   * @param residents where it puts itself forward while it serves
   * @param scan runs what looks at every message
   * @param clock bounds how long parts of messages are kept
   */
  MailboxDesk(
      EntityId id,
      Residents<ResidentMailbox> residents,
      Owner<MailboxState, MailboxCommand, Result<MailboxReply>> owner,
      ActorContext<EntityMessage> context,
      Moves moves,
      Departures departures,
      Executor scan,
      InstantSource clock) {
    this.id = id;
    this.residents = residents;
    this.owner = owner;
    this.context = context;
    this.resident = new ResidentMailbox(context.getSelf(), owner, new RecentMark(0));
    this.whole = new RequestParts(context.getSystem());
    this.moves = moves;
    this.departures = departures;
    this.scan = scan;
    this.clock = clock;
  }

  @Override
  public void receive(EntityMessage message) {
    if (message instanceof MailboxMessage asked) {
      asked.accept(this);
    } else {
      context.getLog().warn("{}: no message for a mailbox", message.getClass().getName());
    }
  }

  @Override
  public void serving(MailboxState state, Counters counters) {
    RecentMark recent = new RecentMark(counters.recentFrom());
    resident = new ResidentMailbox(context.getSelf(), owner, recent);
    residents.enter(id, resident);
    owner.read(moves::resume);
  }

  @Override
  public void confirmed(MailboxState before, MailboxState after) {
    departures.look(before, after);
    if (after.deleted()) {
      subscribers.deleted();
    } else if (!subscribers.isEmpty()
        && after.highestModSeq().compareTo(before.highestModSeq()) > 0) {
      Changes changes = after.changesSince(before.highestModSeq());
      boolean few = changes.changed().size() <= FEW_RECORDS;
      List<MessageRecord> records =
          few ? after.records(changes.changed()).records() : List.<MessageRecord>of();
      subscribers.changed(
          changes, records, recent(subscribers.claimsRecent(), after, changes.appended()));
    }
  }

  /** Those of {@code uids} that nobody has claimed, and claimed now if so wished. */
  private UidSet recent(boolean claim, MailboxState state, UidSet uids) {
    RecentMark mark = resident.recent();
    return claim ? mark.claim(state, uids) : mark.unclaimed(uids);
  }

  @Override
  public void tick() {
    if (!subscribers.isEmpty()) {
      // A heartbeat is as confirmed as any answer: an owner that was overtaken falls silent.
      owner.read(state -> subscribers.heartbeat(state.highestModSeq()));
    }
    moves.tick();
    parts.forget(clock.millis());
  }

  @Override
  public boolean idle() {
    return subscribers.isEmpty() && moves.isEmpty();
  }

  @Override
  public HeadState headState(MailboxState state) {
    return state.deleted() ? HeadState.DELETED : HeadState.CLOSED;
  }

  @Override
  public Counters counters(MailboxState state) {
    if (!state.isLive()) {
      return Counters.ZERO;
    }
    MailboxStatus status = state.status();
    return new Counters(
        status.messages(),
        status.unseen(),
        status.deleted(),
        status.sizeOctets(),
        status.uidNext().value(),
        status.uidValidity().value(),
        status.highestModSeq().value(),
        resident.recent().from());
  }

  @Override
  public void stopped() {
    residents.leave(id, resident);
    moves.stopped();
  }

  @Override
  public void onExecute(MailboxMessage.Execute asked) {
    owner.execute(
        asked.command(), asked.cause(), answer -> asked.replyTo().tell(new MailboxAnswer(answer)));
  }

  @Override
  public void onMove(MailboxMessage.Move asked) {
    moves.move(
        asked.uids(),
        asked.target(),
        asked.cause(),
        answer -> asked.replyTo().tell(new MailboxAnswer(answer)));
  }

  @Override
  public void onOpen(MailboxMessage.Open asked) {
    read(
        asked.replyTo(),
        state -> ResidentMailbox.opened(state, resident.recent(), asked.readOnly()));
  }

  @Override
  public void onRecords(MailboxMessage.Records asked) {
    read(asked.replyTo(), state -> state.records(asked.uids()));
  }

  @Override
  public void onChangesSince(MailboxMessage.ChangesSince asked) {
    read(
        asked.replyTo(),
        state -> {
          Changes changes = state.changesSince(asked.from());
          return changes.withRecent(recent(asked.claimRecent(), state, changes.appended()));
        });
  }

  @Override
  public void onQuery(MailboxMessage.Query asked) {
    confirmedState(
        asked.replyTo(),
        state -> scan.execute(() -> answer(asked.replyTo(), state, asked.query().evaluate(state))));
  }

  @Override
  public void onStatus(MailboxMessage.Status asked) {
    read(asked.replyTo(), state -> ResidentMailbox.status(state, resident.recent()));
  }

  @Override
  public void onSubscribe(MailboxMessage.Subscribe asked) {
    ActorRef<MailboxNotice> subscriber = asked.subscriber();
    owner.read(
        state -> {
          if (!state.isLive()) {
            subscriber.tell(new MailboxNotice.Deleted());
          } else if (subscribers.add(subscriber, asked.readOnly())) {
            context.watchWith(subscriber, new MailboxMessage.Unsubscribe(subscriber));
            subscriber.tell(new MailboxNotice.Subscribed(context.getSelf(), state.highestModSeq()));
          } else {
            context.getLog().warn("subscriber refused: {} are there", Subscribers.MAX);
          }
        });
  }

  @Override
  public void onUnsubscribe(MailboxMessage.Unsubscribe asked) {
    context.unwatch(asked.subscriber());
    subscribers.remove(asked.subscriber());
  }

  @Override
  public void onPart(MailboxMessage.Part part) {
    parts.add(part, clock.millis()).ifPresent(octets -> whole.join(octets).accept(this));
  }

  private void read(ActorRef<MailboxAnswer> to, Function<MailboxState, ?> reader) {
    confirmedState(to, state -> answer(to, state, reader.apply(state)));
  }

  private void confirmedState(ActorRef<MailboxAnswer> to, Consumer<MailboxState> reader) {
    boolean held =
        owner.read(
            state -> {
              if (state.isLive()) {
                reader.accept(state);
              } else {
                refuse(to, Refusal.NONEXISTENT, "no such mailbox");
              }
            });
    if (!held) {
      refuse(to, Refusal.UNAVAILABLE, "handing over");
    }
  }

  private static void answer(ActorRef<MailboxAnswer> to, MailboxState state, Object value) {
    to.tell(new MailboxAnswer(new Result.Ok<>(value, state.at(), state.highestModSeq())));
  }

  private static void refuse(ActorRef<MailboxAnswer> to, Refusal why, String detail) {
    to.tell(new MailboxAnswer(new Result.Refused<>(why, detail)));
  }
}
