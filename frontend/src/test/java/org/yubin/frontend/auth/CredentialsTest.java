package org.yubin.frontend.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.directory.AccessEntry;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.AccountId;

/** Both kinds of credential, and what SCRAM makes of each. */
class CredentialsTest {
  private static final ClientAddress HERE = new ClientAddress("127.0.0.1", 4711);
  private static final byte[] RIGHT = "pencil".getBytes(StandardCharsets.US_ASCII);

  /** Made of "pencil" by the first release; it has to go on working. */
  private static final String FIRST_RELEASE =
      "$scram$v=1$SHA-256,64,AAECAwQFBgcICQoLDA0ODw==,"
          + "7mV+kH9OvfP2r8W4IwwvnJ7X95kBpLlJfmkMNjymJqE=,e2uhr6ZpSanyzOXclQcnLmjhrC6RFdA0E76GUSSVxVM=$SHA-1,64,AAECAwQFBgcICQoLDA0ODw==,K6tYDEy2jCeTd1IfEbQBPiDcbEs=,/WPG0gdlSLU0k4jwDzh9SQyXi4g=";

  private final InstantSource clock = () -> Instant.ofEpochSecond(1_700_000_000);
  private final MemoryDirectory directory = new MemoryDirectory();

  private static Credentials credentials(PasswordScheme.Kind kind) {
    return new Credentials(Runnable::run, 4, new SecureRandom(), new PasswordScheme(kind, 64));
  }

  private static String hash(PasswordScheme.Kind kind) {
    return credentials(kind).hash("pencil".toCharArray()).toCompletableFuture().join();
  }

  private void account(String name, String credential) {
    directory.create(
        new AccountRecord(
            new AccountId(new UUID(1, name.hashCode())),
            name,
            "example.org",
            true,
            credential,
            clock.instant()),
        List.of());
  }

  private ScramTry scram(String name, ScramHash hash) {
    return authenticator().scram(name, hash, HERE).toCompletableFuture().join().orElseThrow();
  }

  private DirectoryAuthenticator authenticator() {
    return new DirectoryAuthenticator(
        directory,
        credentials(PasswordScheme.Kind.SCRAM),
        new ScramDecoys(new byte[32], 64),
        new RateLimit(clock, 3),
        clock,
        "imap",
        new SecureRandom());
  }

  @Test
  void eitherKind_isCheckedAgainst_whateverIsMadeNow() {
    for (PasswordScheme.Kind made : PasswordScheme.Kind.values()) {
      String credential = hash(made);
      for (PasswordScheme.Kind now : PasswordScheme.Kind.values()) {
        Credentials checking = credentials(now);
        assertThat(checking.check(RIGHT, credential).toCompletableFuture().join())
            .isEqualTo(Credentials.Verdict.MATCHES);
        assertThat(checking.check(new byte[] {1}, credential).toCompletableFuture().join())
            .isEqualTo(Credentials.Verdict.DIFFERS);
        assertThat(checking.check(RIGHT, checking.nobody()).toCompletableFuture().join())
            .isEqualTo(Credentials.Verdict.DIFFERS);
      }
    }
  }

  @Test
  void credentialOfTheFirstRelease_isRead() {
    ScramCredential read = ScramCredential.parse(FIRST_RELEASE).orElseThrow();
    assertThat(read.matches(RIGHT)).isTrue();
    assertThat(read.verifier(ScramHash.SHA_1).orElseThrow().matches(RIGHT)).isTrue();
    assertThat(read.text()).isEqualTo(FIRST_RELEASE);
  }

  @Test
  void brokenCredentials_matchNothing_andUnknownHashesArePassedOver() {
    String whole = hash(PasswordScheme.Kind.SCRAM);
    assertThat(ScramCredential.parse(whole + "$SHA-512,1,x").orElseThrow().matches(RIGHT)).isTrue();
    for (String broken :
        List.of(
            "",
            "$scram$v=1$",
            "$scram$v=2$" + whole.substring(11),
            "$scram$v=1$SHA-256,64,AA==,AA==",
            "$scram$v=1$SHA-256,0,AA==,AA==,AA==",
            "$scram$v=1$SHA-256,99999999999,AA==,AA==,AA==",
            "$scram$v=1$SHA-256,64,?,AA==,AA==")) {
      assertThat(ScramCredential.parse(broken)).as(broken).isEmpty();
      assertThat(
              credentials(PasswordScheme.Kind.SCRAM)
                  .check(RIGHT, broken)
                  .toCompletableFuture()
                  .join())
          .isEqualTo(Credentials.Verdict.DIFFERS);
    }
  }

  @Test
  void everyPassword_getsSaltsOfItsOwn() {
    ScramCredential one = ScramCredential.parse(hash(PasswordScheme.Kind.SCRAM)).orElseThrow();
    ScramCredential other = ScramCredential.parse(hash(PasswordScheme.Kind.SCRAM)).orElseThrow();
    assertThat(salts(one)).doesNotContainAnyElementsOf(salts(other)).doesNotHaveDuplicates();
    assertThat(one.toString()).doesNotContain("==");
  }

  private static List<String> salts(ScramCredential credential) {
    return credential.verifiers().values().stream()
        .map(verifier -> new String(verifier.salt(), StandardCharsets.ISO_8859_1))
        .toList();
  }

  /** Made-up salts are the same on every node and each time, and differ by name and hash. */
  @Test
  void namesWithoutAVerifier_looklikeOthers_andNeverGetIn() {
    account("argon", hash(PasswordScheme.Kind.ARGON2ID));
    account("real", hash(PasswordScheme.Kind.SCRAM));
    for (ScramHash hash : ScramHash.values()) {
      ScramVerifier nobody = scram("nobody", hash).verifier();
      ScramVerifier real = scram("real", hash).verifier();
      assertThat(nobody.salt()).isEqualTo(scram("NOBODY", hash).verifier().salt());
      assertThat(nobody.salt()).hasSameSizeAs(real.salt());
      assertThat(nobody.iterations()).isEqualTo(real.iterations());
      assertThat(nobody.salt()).isNotEqualTo(scram("argon", hash).verifier().salt());
      assertThat(scram("argon", hash).conclude(true)).isEqualTo(new AuthResult.Denied());
      assertThat(scram("nobody", hash).conclude(true)).isEqualTo(new AuthResult.Denied());
      assertThat(scram("real", hash).conclude(true)).isInstanceOf(AuthResult.Granted.class);
    }
    assertThat(directory.accesses)
        .extracting(AccessEntry::kind, AccessEntry::detail)
        .contains(
            org.assertj.core.groups.Tuple.tuple(AccessEntry.Kind.LOGIN, "SCRAM-SHA-256"),
            org.assertj.core.groups.Tuple.tuple(AccessEntry.Kind.REFUSED, "wrong password"));
  }

  @Test
  void scram_isHeldBackLikePasswords_andAnswersWhenTheDirectoryDoes() {
    account("real", hash(PasswordScheme.Kind.SCRAM));
    DirectoryAuthenticator one = authenticator();
    for (int i = 0; i < 3; i++) {
      one.scram("real", ScramHash.SHA_1, HERE)
          .toCompletableFuture()
          .join()
          .orElseThrow()
          .conclude(false);
    }
    assertThat(one.scram("real", ScramHash.SHA_1, HERE).toCompletableFuture().join())
        .isEqualTo(Optional.empty());
    assertThat(one.password("real", "pencil".toCharArray(), HERE).toCompletableFuture().join())
        .isEqualTo(new AuthResult.Unavailable());
    directory.down = true;
    assertThat(authenticator().scram("real", ScramHash.SHA_1, HERE).toCompletableFuture().join())
        .isEqualTo(Optional.empty());
  }

  @Test
  void disabledAccount_isDeniedEvenWithAProof() {
    account("real", hash(PasswordScheme.Kind.SCRAM));
    directory.setEnabled("real", false);
    assertThat(scram("real", ScramHash.SHA_256).conclude(true)).isEqualTo(new AuthResult.Denied());
  }
}
