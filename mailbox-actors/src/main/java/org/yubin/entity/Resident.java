package org.yubin.entity;

import akka.actor.typed.ActorRef;

/**
 * An entity whose owner is in this process, as the desk of its gate has put it forward. Thread
 * safe.
 *
 * @param <S> the state
 */
public interface Resident<S> {
  /** Its gate, which takes messages as any other. */
  ActorRef<EntityMessage> gate();

  /** Its owner, of which others use {@link Owner#readNow} and {@link Owner#serves} alone. */
  Owner<S, ?, ?> owner();
}
