package org.yubin.frontend.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.directory.AccessEntry;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.AccountId;

class DirectoryAuthenticatorTest {
  private static final ClientAddress HERE = new ClientAddress("127.0.0.1", 4711);

  private static final PasswordScheme SCHEME = new PasswordScheme(PasswordScheme.Kind.SCRAM, 64);
  private static final ScramDecoys DECOYS = new ScramDecoys(new byte[32], 64);

  private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
  private final AtomicInteger hashes = new AtomicInteger();
  private final Executor counting =
      work -> {
        hashes.incrementAndGet();
        work.run();
      };
  private final MemoryDirectory directory = new MemoryDirectory();
  private final Credentials credentials = new Credentials(counting, 4, new SecureRandom(), SCHEME);
  private final DirectoryAuthenticator authenticator =
      new DirectoryAuthenticator(
          directory,
          credentials,
          DECOYS,
          new RateLimit(clock, 3),
          clock,
          "imap",
          new SecureRandom());

  @BeforeEach
  void account() {
    String phc = credentials.hash("pass\u00aaword".toCharArray()).toCompletableFuture().join();
    directory.create(
        new AccountRecord(
            new AccountId(new UUID(1, 2)), "ann", "example.org", true, phc, clock.instant()),
        List.of("ann@example.org"));
    hashes.set(0);
  }

  private AuthResult login(String name, String password) {
    return authenticator.password(name, password.toCharArray(), HERE).toCompletableFuture().join();
  }

  @Test
  void rightPassword_isGrantedInAnyFormThatSaslprepMakesEqual() {
    assertThat(login("ann", "pass\u00aaword")).isInstanceOf(AuthResult.Granted.class);
    assertThat(login("ann", "passaw\u00adord")).isInstanceOf(AuthResult.Granted.class);
    assertThat(directory.accesses)
        .extracting(AccessEntry::kind)
        .containsOnly(AccessEntry.Kind.LOGIN);
  }

  @Test
  void wrongPasswordUnknownNameAndDisabledAccount_areDeniedAlikeAtTheSameCost() {
    assertThat(login("ann", "other")).isEqualTo(new AuthResult.Denied());
    assertThat(hashes.getAndSet(0)).isEqualTo(1);
    assertThat(login("nobody", "other")).isEqualTo(new AuthResult.Denied());
    assertThat(hashes.getAndSet(0)).isEqualTo(1);
    directory.setEnabled("ann", false);
    assertThat(login("ann", "pass\u00aaword")).isEqualTo(new AuthResult.Denied());
    assertThat(hashes.get()).isEqualTo(1);
    assertThat(directory.accesses)
        .extracting(AccessEntry::detail)
        .containsExactly("wrong password", "account is disabled");
  }

  @Test
  void success_isRememberedForSecondsAndNotAcrossAPasswordChange() {
    login("ann", "pass\u00aaword");
    assertThat(login("ann", "pass\u00aaword")).isInstanceOf(AuthResult.Granted.class);
    assertThat(hashes.get()).isEqualTo(1);
    millis.addAndGet(DirectoryAuthenticator.REMEMBERED.toMillis() + 1);
    login("ann", "pass\u00aaword");
    assertThat(hashes.get()).isEqualTo(2);
    directory.setCredential(
        "ann", credentials.hash("new".toCharArray()).toCompletableFuture().join());
    assertThat(login("ann", "pass\u00aaword")).isEqualTo(new AuthResult.Denied());
    assertThat(login("ann", "new")).isInstanceOf(AuthResult.Granted.class);
  }

  @Test
  void rememberedSuccess_doesNotOutliveDisabling() {
    login("ann", "pass\u00aaword");
    directory.setEnabled("ann", false);
    assertThat(login("ann", "pass\u00aaword")).isEqualTo(new AuthResult.Denied());
  }

  @Test
  void tooManyFailures_waitLongerEachTime() {
    for (int i = 0; i < 3; i++) {
      assertThat(login("ann", "wrong")).isEqualTo(new AuthResult.Denied());
    }
    assertThat(login("ann", "pass\u00aaword")).isEqualTo(new AuthResult.Unavailable());
    millis.addAndGet(1_000);
    assertThat(login("ann", "wrong")).isEqualTo(new AuthResult.Denied());
    millis.addAndGet(1_000);
    assertThat(login("ann", "pass\u00aaword")).isEqualTo(new AuthResult.Unavailable());
    millis.addAndGet(1_000);
    assertThat(login("ann", "pass\u00aaword")).isInstanceOf(AuthResult.Granted.class);
    assertThat(login("ann", "wrong")).isEqualTo(new AuthResult.Denied());
    assertThat(login("ann", "wrong")).isEqualTo(new AuthResult.Denied());
  }

  @Test
  void anAddressThatTriesManyNames_isHeldBack() {
    for (int i = 0; i < 3 * RateLimit.ADDRESS_SHARE; i++) {
      assertThat(login("name" + i, "wrong")).isEqualTo(new AuthResult.Denied());
    }
    assertThat(login("ann", "pass\u00aaword")).isEqualTo(new AuthResult.Unavailable());
    millis.addAndGet(RateLimit.MEMORY.toMillis() + 1);
    assertThat(login("ann", "pass\u00aaword")).isInstanceOf(AuthResult.Granted.class);
  }

  @Test
  void directoryThatDoesNotAnswer_isUnavailable() {
    directory.down = true;
    assertThat(login("ann", "pass\u00aaword")).isEqualTo(new AuthResult.Unavailable());
  }

  @Test
  void moreThanMayWait_areUnavailable() {
    AtomicInteger held = new AtomicInteger();
    Credentials stuck =
        new Credentials(work -> held.incrementAndGet(), 1, new SecureRandom(), SCHEME);
    DirectoryAuthenticator busy =
        new DirectoryAuthenticator(
            directory, stuck, DECOYS, new RateLimit(clock, 3), clock, "imap", new SecureRandom());
    var first = busy.password("ann", "x".toCharArray(), HERE).toCompletableFuture();
    assertThat(busy.password("ann", "x".toCharArray(), HERE).toCompletableFuture().join())
        .isEqualTo(new AuthResult.Unavailable());
    assertThat(first).isNotDone();
    assertThat(held).hasValue(1);
  }

  @Test
  void passwordArray_isCleared() {
    char[] password = "pass\u00aaword".toCharArray();
    authenticator.password("ann", password, HERE).toCompletableFuture().join();
    assertThat(password).containsOnly('\0');
  }

  @Test
  void randomPasswords_differ() {
    assertThat(credentials.randomPassword()).hasSize(16).isNotEqualTo(credentials.randomPassword());
  }
}
