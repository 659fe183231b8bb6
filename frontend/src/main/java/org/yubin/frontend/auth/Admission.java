package org.yubin.frontend.auth;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the connections of a server, in all and by network, and says whether one more may be
 * taken. Bounded by the connections that stand. Thread safe.
 */
public final class Admission {
  private final int most;
  private final int mostOfNetwork;
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> byNetwork = new ConcurrentHashMap<>();

  /**
   * @param most connections in all
   * @param mostOfNetwork of one IPv4 address, or of one IPv6 network of 64 bits
   */
  public Admission(int most, int mostOfNetwork) {
    this.most = most;
    this.mostOfNetwork = mostOfNetwork;
  }

  /** Takes one more, which has to {@link #leave}; false if that is too many. */
  public boolean enter(ClientAddress client) {
    if (all.incrementAndGet() > most) {
      all.decrementAndGet();
      return false;
    }
    boolean[] taken = {false};
    byNetwork.compute(
        client.network(),
        (network, count) -> {
          int before = count == null ? 0 : count;
          taken[0] = before < mostOfNetwork;
          return taken[0] ? Integer.valueOf(before + 1) : count;
        });
    if (!taken[0]) {
      all.decrementAndGet();
    }
    return taken[0];
  }

  /** One that was taken is gone. */
  public void leave(ClientAddress client) {
    all.decrementAndGet();
    byNetwork.computeIfPresent(
        client.network(), (network, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }

  /** How many stand. */
  public int taken() {
    return all.get();
  }
}
