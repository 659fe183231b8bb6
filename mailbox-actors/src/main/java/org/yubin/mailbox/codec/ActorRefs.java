package org.yubin.mailbox.codec;

import akka.actor.typed.ActorRef;

/** Actor references as text, good on every node of the cluster. */
interface ActorRefs {
  String write(ActorRef<?> ref);

  <T> ActorRef<T> read(String text);
}
