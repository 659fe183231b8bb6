package org.yubin.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the gate of one entity as sharding would: starts it when there is something for it, however
 * it has stopped.
 */
final class Keeper extends AbstractBehavior<EntityMessage> {
  /** Ends the gate at once. */
  enum Kill implements EntityMessage {
    NOW
  }

  private final Behavior<EntityMessage> gate;
  private @Nullable ActorRef<EntityMessage> child;

  private Keeper(ActorContext<EntityMessage> context, Behavior<EntityMessage> gate) {
    super(context);
    this.gate = gate;
  }

  static Behavior<EntityMessage> create(Behavior<EntityMessage> gate) {
    return Behaviors.setup(context -> new Keeper(context, gate));
  }

  @Override
  public Receive<EntityMessage> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(Kill.NOW, this::kill)
        .onMessage(EntityMessage.class, this::pass)
        .onSignal(Terminated.class, this::gone)
        .build();
  }

  private Behavior<EntityMessage> kill() {
    ActorRef<EntityMessage> known = child;
    if (known != null) {
      getContext().stop(known);
    }
    return this;
  }

  private Behavior<EntityMessage> pass(EntityMessage message) {
    ActorRef<EntityMessage> known = child;
    if (known == null && message != EntityMessage.Stop.INSTANCE) {
      known = getContext().spawnAnonymous(gate);
      getContext().watch(known);
      child = known;
    }
    if (known != null) {
      known.tell(message);
    }
    return this;
  }

  private Behavior<EntityMessage> gone(Terminated signal) {
    if (child != null && signal.getRef().path().equals(child.path())) {
      child = null;
    }
    return this;
  }
}
