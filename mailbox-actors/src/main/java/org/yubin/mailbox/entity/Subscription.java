package org.yubin.mailbox.entity;

/** A listener's place at a mailbox; it outlives the owner it listens to. */
public interface Subscription {
  /**
   * Ends it; nothing is told after the listener has returned from what it is being told now.
   * Repeating is harmless.
   */
  void close();
}
