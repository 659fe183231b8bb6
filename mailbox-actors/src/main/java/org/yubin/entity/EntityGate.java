package org.yubin.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.persistence.typed.PersistenceId;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.head.EntityId;

/**
 * The front actor of an entity: the shell around its {@link Owner} and its {@link Desk}, and the
 * parent of its log. It stops when the owner does, when the log does, and when it is told to.
 */
public final class EntityGate<S, C, A> extends AbstractBehavior<EntityMessage> {
  /** Makes the desk of a gate. */
  @FunctionalInterface
  public interface DeskFactory<S, C, A> {
    Desk<S> open(Owner<S, C, A> owner, ActorContext<EntityMessage> context);
  }

  private final EntityModel<S, C, A> model;
  private final EntityId id;
  private final EntityMeasures measures;
  private final Owner<S, C, A> owner;
  private final Desk<S> desk;
  private final Consumer<ActorRef<EntityMessage>> passivate;
  private final Executor confined;
  private @Nullable String ended;
  private boolean passivating;

  private EntityGate(
      ActorContext<EntityMessage> context,
      TimerScheduler<EntityMessage> timers,
      EntityModel<S, C, A> model,
      EntityId id,
      EntityPorts ports,
      DeskFactory<S, C, A> desks,
      Consumer<ActorRef<EntityMessage>> passivate) {
    super(context);
    ActorRef<EntityMessage> self = context.getSelf();
    this.model = model;
    this.id = id;
    this.passivate = passivate;
    this.measures = ports.measures();
    this.confined = work -> self.tell(new EntityMessage.Confined(work));
    this.owner =
        new Owner<>(
            model,
            new Fence<>(model, id, ports),
            this::startLog,
            ports.points(),
            ports.measures(),
            ports.settings(),
            ports.clock(),
            confined,
            why -> ended = why);
    this.desk = desks.open(owner, context);
    timers.startTimerWithFixedDelay(EntityMessage.Tick.INSTANCE, ports.settings().tick());
    measures.gateStarted();
    owner.start(desk);
  }

  /**
   * The behaviour of a gate.
   *
   * @param passivate asks whoever routes to this gate to send {@link EntityMessage.Stop} in its
   *     time
   */
  public static <S, C, A> Behavior<EntityMessage> create(
      EntityModel<S, C, A> model,
      EntityId id,
      EntityPorts ports,
      DeskFactory<S, C, A> desks,
      Consumer<ActorRef<EntityMessage>> passivate) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new EntityGate<>(context, timers, model, id, ports, desks, passivate)));
  }

  @Override
  public Receive<EntityMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(EntityMessage.Confined.class, message -> after(message.work()))
        .onMessageEquals(EntityMessage.Tick.INSTANCE, () -> after(this::tick))
        .onMessageEquals(EntityMessage.Stop.INSTANCE, () -> after(owner::drain))
        .onMessage(EntityMessage.class, message -> after(() -> desk.receive(message)))
        .onSignal(ChildFailed.class, signal -> after(() -> owner.end("log failed")))
        .onSignal(Terminated.class, signal -> after(() -> owner.end("log stopped")))
        .onSignal(PostStop.class, signal -> stopped())
        .build();
  }

  private Behavior<EntityMessage> after(Runnable work) {
    work.run();
    if (ended == null) {
      return this;
    }
    getContext().getLog().debug("{}: the epoch ends: {}", id, ended);
    return Behaviors.stopped();
  }

  private void tick() {
    owner.tick();
    desk.tick();
    if (!passivating && owner.unused() && desk.idle()) {
      passivating = true;
      passivate.accept(getContext().getSelf());
    }
  }

  private Behavior<EntityMessage> stopped() {
    measures.gateStopped();
    owner.end("gate stopped");
    desk.stopped();
    return this;
  }

  private Consumer<List<Asked<C>>> startLog(
      S recovered, long epoch, Runnable ready, Consumer<EntityLog.Written<S, A>> written) {
    PersistenceId persistenceId = PersistenceId.ofUniqueId(id.persistenceId(epoch));
    ActorRef<EntityLog.Write<C>> log =
        getContext()
            .spawn(
                EntityLog.create(
                    model,
                    persistenceId,
                    recovered,
                    epoch,
                    () -> confined.execute(ready),
                    answer -> confined.execute(() -> written.accept(answer))),
                "log");
    getContext().watch(log);
    return batch -> log.tell(new EntityLog.Write<>(batch));
  }
}
