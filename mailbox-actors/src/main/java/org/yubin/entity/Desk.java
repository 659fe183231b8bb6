package org.yubin.entity;

import org.yubin.persistence.head.Counters;
import org.yubin.persistence.head.HeadState;

/**
 * The side of a gate that its callers see: it takes the messages of its kind and asks the {@link
 * Owner}. Its methods are called by the gate, one at a time; nothing may block.
 *
 * @param <S> the state
 */
public interface Desk<S> {
  /** A message of this kind; may come before the gate serves. */
  void receive(EntityMessage message);

  /**
   * The gate is about to serve, from this state on, which is pinned but not yet confirmed.
   *
   * @param counters as the last clean stop left them in the head row
   */
  void serving(S state, Counters counters);

  /**
   * Events were confirmed: {@code after} may be told to anybody. Called before the answers leave.
   */
  void confirmed(S before, S after);

  /** Time has passed. */
  void tick();

  /** Whether nobody listens and no process of this kind runs: then the gate may passivate. */
  boolean idle();

  /** What the head row shall say while the entity sleeps. */
  HeadState headState(S state);

  /** The counters that the head row shall show while the entity sleeps. */
  Counters counters(S state);

  /** The gate stops; what this desk keeps running must end. */
  void stopped();
}
