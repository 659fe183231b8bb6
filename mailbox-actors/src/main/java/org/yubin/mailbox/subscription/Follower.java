package org.yubin.mailbox.subscription;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.yubin.entity.EntityMessage;
import org.yubin.mailbox.entity.message.MailboxNotice;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;

/**
 * Follows one mailbox for one listener, on the listener's node, across failovers of the mailbox.
 *
 * <p>It knows up to which modseq the listener has been told. A notice that begins there is passed
 * on. One that begins later, a heartbeat that is further, or a new gate that is further means that
 * something was missed: then it pulls all changes since, and what notices said meanwhile is
 * contained in what it pulls. When the gate falls silent or dies it subscribes again, through
 * sharding, which starts the next owner. Nothing is queued here, so its memory is bounded.
 */
public final class Follower extends AbstractBehavior<MailboxNotice> {
  /** Where changes go, one call at a time. */
  public interface Listener {
    /**
     * Everything since the last call.
     *
     * @param records all of those whose flags changed, as they are now, or none
     */
    void changed(Changes changes, List<MessageRecord> records);

    /** The mailbox has been deleted: the last call. */
    void gone();
  }

  /** The mailbox, as a follower needs it; each may meet another owner. */
  public interface Source {
    /** Asks to be told. */
    void subscribe(ActorRef<MailboxNotice> follower);

    /** Asks to be told no longer. */
    void unsubscribe(ActorRef<EntityMessage> gate, ActorRef<MailboxNotice> follower);

    /** Everything since a modseq. */
    CompletionStage<Result<Changes>> changesSince(ModSeq from);
  }

  private record Pulled(@Nullable Result<Changes> result) implements MailboxNotice.Inner {}

  private record GateDied(ActorRef<EntityMessage> gate) implements MailboxNotice.Inner {}

  private enum Look implements MailboxNotice.Inner {
    NOW
  }

  private enum Again implements MailboxNotice.Inner {
    NOW
  }

  /** Between two requests to a mailbox that has no gate that answers. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** Ends the following. */
  public enum Close implements MailboxNotice.Inner {
    NOW
  }

  private final Source source;
  private final Listener listener;
  private final Duration silence;
  private final TimerScheduler<MailboxNotice> timers;
  private ModSeq told;
  private ModSeq known;
  private boolean pulling;
  private boolean heard;
  private @Nullable ActorRef<EntityMessage> gate;

  private Follower(
      ActorContext<MailboxNotice> context,
      TimerScheduler<MailboxNotice> timers,
      Source source,
      ModSeq from,
      Listener listener,
      Duration silence) {
    super(context);
    this.timers = timers;
    this.source = source;
    this.listener = listener;
    this.silence = silence;
    this.told = from;
    this.known = from;
    subscribe();
  }

  /**
   * Begins to follow.
   *
   * @param from what the listener knows
   * @param silence after this long without a word the gate is taken for lost
   */
  public static Behavior<MailboxNotice> create(
      Source source, ModSeq from, Listener listener, Duration silence) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Look.NOW, silence);
                  return new Follower(context, timers, source, from, listener, silence);
                }));
  }

  @Override
  public Receive<MailboxNotice> createReceive() {
    return newReceiveBuilder()
        .onMessage(MailboxNotice.Subscribed.class, this::subscribed)
        .onMessage(MailboxNotice.Changed.class, this::changed)
        .onMessage(MailboxNotice.Heartbeat.class, beat -> reached(beat.at()))
        .onMessage(MailboxNotice.Deleted.class, deleted -> gone())
        .onMessage(Pulled.class, this::pulled)
        .onMessage(GateDied.class, this::gateDied)
        .onMessageEquals(Look.NOW, this::look)
        .onMessageEquals(Again.NOW, this::again)
        .onMessageEquals(Close.NOW, Behaviors::stopped)
        .onSignal(PostStop.class, signal -> unsubscribe())
        .build();
  }

  /** Asks now, and every second until there is an answer: a request to a dead node is lost. */
  private void subscribe() {
    timers.startTimerWithFixedDelay(Again.NOW, AGAIN);
    source.subscribe(getContext().getSelf());
  }

  private Behavior<MailboxNotice> again() {
    source.subscribe(getContext().getSelf());
    return this;
  }

  private Behavior<MailboxNotice> subscribed(MailboxNotice.Subscribed answer) {
    timers.cancel(Again.NOW);
    if (!answer.gate().equals(gate)) {
      gate = answer.gate();
      getContext().watchWith(answer.gate(), new GateDied(answer.gate()));
    }
    return reached(answer.at());
  }

  private Behavior<MailboxNotice> changed(MailboxNotice.Changed notice) {
    heard = true;
    Changes changes = notice.changes();
    if (!pulling && changes.from().equals(told)) {
      tell(changes, notice.records());
      return this;
    }
    return reached(changes.to());
  }

  private Behavior<MailboxNotice> reached(ModSeq at) {
    heard = true;
    if (at.compareTo(known) > 0) {
      known = at;
    }
    pull();
    return this;
  }

  private void pull() {
    if (!pulling && known.compareTo(told) > 0) {
      pulling = true;
      ActorRef<MailboxNotice> self = getContext().getSelf();
      source
          .changesSince(told)
          .whenComplete(
              (result, failure) -> self.tell(new Pulled(failure == null ? result : null)));
    }
  }

  private Behavior<MailboxNotice> pulled(Pulled answer) {
    pulling = false;
    if (answer.result() instanceof Result.Ok<Changes> ok) {
      if (ok.value().from().equals(told)) {
        tell(ok.value(), List.of());
      }
      pull();
    } else if (answer.result() instanceof Result.Refused<Changes> refused
        && refused.why() == Refusal.NONEXISTENT) {
      return gone();
    }
    return this;
  }

  private void tell(Changes changes, List<MessageRecord> records) {
    if (changes.to().compareTo(told) > 0) {
      told = changes.to();
      known = known.compareTo(told) > 0 ? known : told;
      try {
        listener.changed(changes, records);
      } catch (RuntimeException fault) {
        getContext().getLog().error("a listener failed at {}; it is told on", changes.to(), fault);
      }
    }
  }

  private Behavior<MailboxNotice> gone() {
    listener.gone();
    return Behaviors.stopped();
  }

  private Behavior<MailboxNotice> gateDied(GateDied signal) {
    if (signal.gate().equals(gate)) {
      gate = null;
      subscribe();
    }
    return this;
  }

  private Behavior<MailboxNotice> look() {
    if (!heard) {
      getContext().getLog().debug("no word for {}: subscribing again", silence);
      source.subscribe(getContext().getSelf());
    }
    heard = false;
    pull();
    return this;
  }

  private Behavior<MailboxNotice> unsubscribe() {
    ActorRef<EntityMessage> last = gate;
    if (last != null) {
      source.unsubscribe(last, getContext().getSelf());
    }
    return this;
  }
}
