package org.yubin.frontend.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Holds back who guesses passwords: past some failures, an address or an account has to wait before
 * its next try, longer after each one. Failures are forgotten {@link #MEMORY} after the last. The
 * table is bounded; when it is full, the least used entries go first.
 *
 * <p>An account is held back for {@link #LONGEST_ACCOUNT_WAIT} at most, lest strangers lock its
 * owner out. A success clears the account, not the address, which may hold an account of its own.
 */
public final class RateLimit {
  /** How long failures count. */
  public static final Duration MEMORY = Duration.ofMinutes(15);

  /** Longest wait of an address. */
  public static final Duration LONGEST_ADDRESS_WAIT = Duration.ofMinutes(5);

  /** Longest wait of an account. */
  public static final Duration LONGEST_ACCOUNT_WAIT = Duration.ofSeconds(10);

  private static final int MOST_ENTRIES = 100_000;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  private record Failures(int count, long lastMillis) {}

  private final Cache<String, Failures> failures;
  private final InstantSource clock;
  private final int freeFailures;

  /**
   * @param freeFailures how many failures an account has before it must wait; an address has twice
   *     as many, since several people may share it
   */
  public RateLimit(InstantSource clock, int freeFailures) {
    this.clock = clock;
    this.freeFailures = freeFailures;
    this.failures =
        Caffeine.newBuilder()
            .maximumSize(MOST_ENTRIES)
            .expireAfterWrite(MEMORY)
            .ticker(() -> clock.millis() * 1_000_000)
            .build();
  }

  /** Whether this try may be made now. */
  boolean allows(String name, ClientAddress from) {
    return over(address(from), 2 * freeFailures, LONGEST_ADDRESS_WAIT)
        && over(account(name), freeFailures, LONGEST_ACCOUNT_WAIT);
  }

  /** A try that was made has failed. */
  void failed(String name, ClientAddress from) {
    count(address(from));
    count(account(name));
  }

  /** A try that was made has succeeded. */
  void succeeded(String name) {
    failures.invalidate(account(name));
  }

  private void count(String key) {
    failures
        .asMap()
        .merge(
            key,
            new Failures(1, clock.millis()),
            (before, one) ->
                new Failures(Math.min(before.count(), 1_000_000) + 1, one.lastMillis()));
  }

  private boolean over(String key, int free, Duration longest) {
    Failures counted = failures.getIfPresent(key);
    if (counted == null || counted.count() < free) {
      return true;
    }
    long wait = FIRST_WAIT.toMillis() << Math.min(counted.count() - free, 20);
    return clock.millis() - counted.lastMillis() >= Math.min(wait, longest.toMillis());
  }

  private static String account(String name) {
    return "n|" + name.toLowerCase(Locale.ROOT);
  }

  private static String address(ClientAddress from) {
    return "a|" + from.network();
  }
}
