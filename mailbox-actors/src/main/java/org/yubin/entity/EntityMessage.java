package org.yubin.entity;

/**
 * What a gate receives. A kind adds the messages of its own callers; those here never leave the
 * node.
 *
 * <p>Not sealed: the kinds live in other packages.
 */
public interface EntityMessage {
  /** Stop, in whatever state the gate is; sent by sharding when it passivates or hands over. */
  enum Stop implements EntityMessage {
    INSTANCE
  }

  /** Time has passed: limits are checked, idleness is noticed, heartbeats go out. */
  enum Tick implements EntityMessage {
    INSTANCE
  }

  /** Work that must run as part of the gate, such as the end of an asynchronous step. */
  record Confined(Runnable work) implements EntityMessage {}
}
