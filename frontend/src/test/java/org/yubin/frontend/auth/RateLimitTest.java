package org.yubin.frontend.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final int FREE = 3;
  private static final ClientAddress OFFICE = new ClientAddress("192.0.2.1", 1);
  private static final ClientAddress HOME = new ClientAddress("198.51.100.7", 1);

  private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
  private final RateLimit limit = new RateLimit(clock, FREE);

  private void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  /** Tries as soon as it may, and fails. */
  private Duration waitAndFail(String name, ClientAddress from) {
    Duration waited = Duration.ZERO;
    while (!limit.allows(name, from)) {
      pass(Duration.ofSeconds(1));
      waited = waited.plusSeconds(1);
    }
    limit.failed(name, from);
    return waited;
  }

  @Test
  void waits_growToTheLongest() {
    assertThat(waitAndFail("bob", OFFICE)).isZero();
    assertThat(waitAndFail("BOB", OFFICE)).isZero();
    assertThat(waitAndFail("bob", OFFICE)).isZero();
    assertThat(waitAndFail("bob", OFFICE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(waitAndFail("bob", OFFICE)).isEqualTo(Duration.ofSeconds(2));
    for (int i = 0; i < 10; i++) {
      waitAndFail("bob", OFFICE);
    }
    assertThat(waitAndFail("bob", OFFICE)).isEqualTo(RateLimit.LONGEST_WAIT);
    pass(RateLimit.MEMORY);
    assertThat(waitAndFail("bob", OFFICE)).isZero();
    assertThat(limit.allows("bob", OFFICE)).isTrue();
  }

  @Test
  void clientWithAnOldPassword_holdsBackNobodyBesideIt() {
    for (int i = 0; i < 500; i++) {
      waitAndFail("bob", OFFICE);
      assertThat(limit.allows("ann", OFFICE)).isTrue();
    }
    assertThat(limit.allows("bob", OFFICE)).isFalse();
  }

  @Test
  void addressThatTriesManyNames_waits_butNotThoseWhoAreKnownThere() {
    limit.succeeded("ann", OFFICE);
    for (int i = 0; i < RateLimit.ADDRESS_SHARE * FREE; i++) {
      assertThat(limit.allows("name" + i, OFFICE)).isTrue();
      limit.failed("name" + i, OFFICE);
    }
    assertThat(limit.allows("eve", OFFICE)).isFalse();
    assertThat(limit.allows("eve", HOME)).isTrue();
    assertThat(limit.allows("ann", OFFICE)).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(limit.allows("eve", OFFICE)).isTrue();
  }

  @Test
  void accountTriedFromEverywhere_waitsForSeconds_butNotWhereItIsKnown() {
    limit.succeeded("ann", HOME);
    for (int i = 0; i < 100; i++) {
      limit.failed("ann", new ClientAddress("203.0.113." + i, 1));
    }
    assertThat(limit.allows("ann", OFFICE)).isFalse();
    assertThat(limit.allows("ann", HOME)).isTrue();
    pass(RateLimit.LONGEST_ACCOUNT_WAIT);
    assertThat(limit.allows("ann", OFFICE)).isTrue();
  }

  @Test
  void whoIsKnown_isHeldBackByFailuresOfHisOwn() {
    limit.succeeded("ann", HOME);
    for (int i = 0; i < FREE; i++) {
      limit.failed("ann", HOME);
    }
    assertThat(limit.allows("ann", HOME)).isFalse();
    pass(Duration.ofSeconds(1));
    limit.succeeded("ann", HOME);
    limit.failed("ann", HOME);
    assertThat(limit.allows("ann", HOME)).isTrue();
  }

  @Test
  void ipv6Network_countsAsOne() {
    for (int i = 0; i < FREE; i++) {
      limit.failed("bob", new ClientAddress("2001:db8:0:1:0:0:0:" + i, 1));
    }
    assertThat(limit.allows("bob", new ClientAddress("2001:db8:0:1:9:9:9:9", 1))).isFalse();
  }
}
