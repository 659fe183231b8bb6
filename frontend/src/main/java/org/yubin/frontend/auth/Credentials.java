package org.yubin.frontend.auth;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Makes credentials of passwords, and checks passwords against them. A credential is either a
 * {@link ScramCredential} or an {@link Argon2id} hash; which, for a new one, the {@link
 * PasswordScheme} says. Either costs some tens of milliseconds, so it is done on an executor of its
 * own, and only so many wait for it.
 *
 * <p>Passwords are prepared by SASLprep (RFC 4013) before they are hashed, as RFC 4616 §2 and RFC
 * 5802 §2.2 ask. A password that cannot be prepared matches nothing.
 */
public final class Credentials {
  /** Longest password, in octets of UTF-8 after preparation. */
  public static final int MAX_PASSWORD_OCTETS = 1024;

  private static final int RANDOM_PASSWORD_CHARS = 16;
  private static final String RANDOM_PASSWORD_ALPHABET =
      "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final Profile SASLPREP = new SASLprep();

  private final Executor hashing;
  private final Semaphore places;
  private final SecureRandom random;
  private final PasswordScheme scheme;
  private final String nobody;

  /** What a check came to. */
  public enum Verdict {
    MATCHES,
    DIFFERS,
    /** Too many wait already. */
    BUSY
  }

  /**
   * @param hashing as many threads as hashes may be computed at once
   * @param mostWaiting how many may run and wait together; more are refused
   */
  public Credentials(
      Executor hashing, int mostWaiting, SecureRandom random, PasswordScheme scheme) {
    this.hashing = hashing;
    this.places = new Semaphore(mostWaiting);
    this.random = random;
    this.scheme = scheme;
    this.nobody = nobody(scheme);
  }

  /**
   * The credential of a new password, which is cleared. The stage fails with {@link
   * IllegalArgumentException} if it cannot be prepared, is empty or too long, and with {@link
   * RejectedExecutionException} if too many wait.
   */
  public CompletionStage<String> hash(char[] password) {
    Optional<byte[]> prepared = prepared(password, true);
    if (prepared.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "password: expected 1 to " + MAX_PASSWORD_OCTETS + " octets that SASLprep allows"));
    }
    return onExecutor(
        () -> {
          String credential = credential(prepared.get());
          Arrays.fill(prepared.get(), (byte) 0);
          return credential;
        });
  }

  private String credential(byte[] prepared) {
    return switch (scheme.kind()) {
      case SCRAM -> ScramCredential.of(prepared, scheme.scramIterations(), random).text();
      case ARGON2ID -> {
        byte[] salt = new byte[Argon2id.SALT_OCTETS];
        random.nextBytes(salt);
        yield Argon2id.of(prepared, salt);
      }
    };
  }

  /** A credential of no password, that costs as much to check as a new one. */
  String nobody() {
    return nobody;
  }

  private static String nobody(PasswordScheme scheme) {
    return switch (scheme.kind()) {
      case ARGON2ID -> Argon2id.NOBODY;
      case SCRAM -> {
        ScramHash hash = ScramHash.SHA_256;
        byte[] nothing = new byte[hash.octets()];
        ScramVerifier verifier =
            new ScramVerifier(
                hash,
                scheme.scramIterations(),
                new byte[ScramCredential.SALT_OCTETS],
                nothing,
                nothing);
        yield new ScramCredential(Map.of(hash, verifier)).text();
      }
    };
  }

  /** Whether the (prepared) password is the one of this credential. */
  CompletionStage<Verdict> check(byte[] prepared, String credential) {
    Supplier<Verdict> check =
        () -> matches(prepared, credential) ? Verdict.MATCHES : Verdict.DIFFERS;
    return onExecutor(check)
        .handle(
            (verdict, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(verdict);
              }
              return failure instanceof RejectedExecutionException
                  ? CompletableFuture.completedFuture(Verdict.BUSY)
                  : CompletableFuture.<Verdict>failedFuture(failure);
            })
        .thenCompose(stage -> stage);
  }

  private static boolean matches(byte[] prepared, String credential) {
    return credential.startsWith(Argon2id.PREFIX)
        ? Argon2id.matches(prepared, credential)
        : ScramCredential.parse(credential).filter(scram -> scram.matches(prepared)).isPresent();
  }

  /** A new password that is easy to type: 16 characters, 92 bits, none easily mistaken. */
  public String randomPassword() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < RANDOM_PASSWORD_CHARS; i++) {
      password.append(
          RANDOM_PASSWORD_ALPHABET.charAt(random.nextInt(RANDOM_PASSWORD_ALPHABET.length())));
    }
    return password.toString();
  }

  /**
   * The password as it is hashed: SASLprep, then UTF-8; empty if that is impossible. Clears {@code
   * password}.
   */
  static Optional<byte[]> prepared(char[] password, boolean forStoring) {
    try {
      char[] mapped =
          forStoring ? SASLPREP.prepareStored(password) : SASLPREP.prepareQuery(password);
      byte[] utf8 = new byte[3 * mapped.length];
      ByteBuffer into = ByteBuffer.wrap(utf8);
      StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(mapped), into, true);
      byte[] octets = Arrays.copyOf(utf8, into.position());
      Arrays.fill(utf8, (byte) 0);
      Arrays.fill(mapped, '\0');
      return octets.length == 0 || octets.length > MAX_PASSWORD_OCTETS
          ? Optional.empty()
          : Optional.of(octets);
    } catch (IllegalArgumentException prohibited) {
      return Optional.empty(); // RFC 4616 §2: where preparation fails, verification fails
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private <T> CompletionStage<T> onExecutor(Supplier<T> work) {
    if (!places.tryAcquire()) {
      return CompletableFuture.failedFuture(
          new RejectedExecutionException("too many passwords wait to be hashed"));
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    try {
      hashing.execute(
          () -> {
            try {
              T value = work.get();
              places.release();
              done.complete(value);
            } catch (RuntimeException | Error e) {
              places.release();
              done.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      places.release();
      done.completeExceptionally(e);
    }
    return done;
  }
}
