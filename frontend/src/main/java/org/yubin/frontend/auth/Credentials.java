package org.yubin.frontend.auth;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Hashes passwords as argon2id (RFC 9106) in PHC strings, with 19 MiB, 2 passes and 1 lane, and
 * checks them. A hash takes some tens of milliseconds and 19 MiB, so it runs on an executor of its
 * own, and only so many wait for it.
 *
 * <p>Passwords are prepared by SASLprep (RFC 4013) before they are hashed, as RFC 4616 §2 asks. A
 * password that cannot be prepared matches nothing.
 */
public final class Credentials {
  /** Longest password, in octets of UTF-8 after preparation. */
  public static final int MAX_PASSWORD_OCTETS = 1024;

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_OCTETS = 32;
  private static final int SALT_OCTETS = 16;
  private static final String PREFIX = "$argon2id$";

  private static final int RANDOM_PASSWORD_CHARS = 16;
  private static final String RANDOM_PASSWORD_ALPHABET =
      "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(
          MEMORY_KIB, PASSES, LANES, HASH_OCTETS, Argon2.ID, Argon2Function.ARGON2_VERSION_13);
  private static final Profile SASLPREP = new SASLprep();

  private final Executor hashing;
  private final Semaphore places;
  private final SecureRandom random;

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
  public Credentials(Executor hashing, int mostWaiting, SecureRandom random) {
    this.hashing = hashing;
    this.places = new Semaphore(mostWaiting);
    this.random = random;
  }

  /**
   * The PHC string of a new password, which is cleared. The stage fails with {@link
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
    byte[] salt = new byte[SALT_OCTETS];
    random.nextBytes(salt);
    return onExecutor(
        () -> {
          String phc = ARGON2.hash(prepared.get(), salt).getResult();
          Arrays.fill(prepared.get(), (byte) 0);
          return phc;
        });
  }

  /** Whether the (prepared) password is the one of this PHC string. */
  CompletionStage<Verdict> check(byte[] prepared, String phc) {
    if (!phc.startsWith(PREFIX)) {
      return CompletableFuture.completedFuture(Verdict.DIFFERS);
    }
    Supplier<Verdict> check =
        () ->
            Argon2Function.getInstanceFromHash(phc)
                    .check(prepared, phc.getBytes(StandardCharsets.US_ASCII))
                ? Verdict.MATCHES
                : Verdict.DIFFERS;
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
