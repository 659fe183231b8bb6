package org.yubin.frontend.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Holds back who guesses passwords. Past some failures a try has to wait, longer after each one;
 * failures are forgotten {@link #MEMORY} after the last. They are counted three times:
 *
 * <ul>
 *   <li>of an account from an address: who fails here waits here, up to {@link #LONGEST_WAIT};
 *   <li>of an account, wherever from: up to {@link #LONGEST_ACCOUNT_WAIT}, lest strangers lock its
 *       owner out;
 *   <li>of an address, whatever the account: many more may be made, since many people may share it.
 *       An account counts there no more once it waits by itself: a client that goes on for ever
 *       with an old password is no trouble to those beside it.
 * </ul>
 *
 * <p>Whoever has logged in from an address lately is held back there by failures of his own alone.
 * All tables are bounded; when one is full, the least used entries go first. Thread safe.
 */
public final class RateLimit {
  /** How long failures count. */
  public static final Duration MEMORY = Duration.ofMinutes(15);

  /** How long an address is one from which the account has logged in. */
  public static final Duration KNOWN = Duration.ofDays(1);

  /** Longest wait of an account at an address, and of an address. */
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** Longest wait of an account wherever it is tried. */
  public static final Duration LONGEST_ACCOUNT_WAIT = Duration.ofSeconds(10);

  /** So many times the failures of an account are free to an address. */
  static final int ADDRESS_SHARE = 10;

  private static final int MOST_ENTRIES = 100_000;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  private record Failures(int count, long lastMillis) {}

  private final Cache<String, Failures> failures;
  private final Cache<String, Boolean> known;
  private final InstantSource clock;
  private final int freeFailures;

  /**
   * @param freeFailures how many failures an account has before it must wait
   */
  public RateLimit(InstantSource clock, int freeFailures) {
    this.clock = clock;
    this.freeFailures = freeFailures;
    this.failures = cache(MEMORY);
    this.known = cache(KNOWN);
  }

  private <V> Cache<String, V> cache(Duration memory) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_ENTRIES)
        .expireAfterWrite(memory)
        .ticker(() -> clock.millis() * 1_000_000)
        .build();
  }

  /** Whether this try may be made now. */
  boolean allows(String name, ClientAddress from) {
    if (!over(pair(name, from), freeFailures, LONGEST_WAIT)) {
      return false;
    }
    return known.getIfPresent(pair(name, from)) != null
        || (over(account(name), freeFailures, LONGEST_ACCOUNT_WAIT)
            && over(address(from), ADDRESS_SHARE * freeFailures, LONGEST_WAIT));
  }

  /** A try that was made has failed. */
  void failed(String name, ClientAddress from) {
    count(account(name));
    if (count(pair(name, from)) <= freeFailures) {
      count(address(from));
    }
  }

  /** A try that was made has succeeded. */
  void succeeded(String name, ClientAddress from) {
    failures.invalidate(account(name));
    failures.invalidate(pair(name, from));
    known.put(pair(name, from), true);
  }

  private int count(String key) {
    return failures
        .asMap()
        .merge(
            key,
            new Failures(1, clock.millis()),
            (before, one) ->
                new Failures(Math.min(before.count(), 1_000_000) + 1, one.lastMillis()))
        .count();
  }

  /** Whether the wait behind a failure, if there has to be one, is over. */
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

  private static String pair(String name, ClientAddress from) {
    return "p|" + from.network() + "|" + name.toLowerCase(Locale.ROOT);
  }
}
