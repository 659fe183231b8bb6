package org.yubin.frontend.imap.net;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections of a server hold of commands that have not come whole, or wait for their
 * turn. A connection's own bounds are for one client; this is for many that each keep to theirs.
 * Thread safe.
 */
final class HeldOctets {
  /** Who holds no more than this is never asked to go. */
  static final int FREE_OCTETS = 16 * 1024;

  private final long most;
  private final AtomicLong held = new AtomicLong();

  HeldOctets(long most) {
    this.most = most;
  }

  /**
   * A connection holds {@code now} instead of {@code before}.
   *
   * @return whether it may stay
   */
  boolean change(long before, long now) {
    long all = held.addAndGet(now - before);
    return all <= most || now <= FREE_OCTETS || now <= before;
  }

  /** What is held in all. */
  long octets() {
    return held.get();
  }
}
