package org.yubin.mailbox.codec;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;

/** Actor references as text, good on every node of the cluster. */
interface ActorRefs {
  /** Those of an actor system. */
  static ActorRefs of(ActorSystem<?> system) {
    ActorRefResolver resolver = ActorRefResolver.get(system);
    return new ActorRefs() {
      @Override
      public String write(ActorRef<?> ref) {
        return resolver.toSerializationFormat(ref);
      }

      @Override
      public <T> ActorRef<T> read(String text) {
        return resolver.resolveActorRef(text);
      }
    };
  }

  String write(ActorRef<?> ref);

  <T> ActorRef<T> read(String text);
}
