package org.yubin.frontend.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.persistence.directory.AccessEntry;
import org.yubin.persistence.directory.AccountDirectory;
import org.yubin.persistence.directory.AccountRecord;

/**
 * Checks passwords against the account directory.
 *
 * <p>A name that nobody has costs the same hash as one that somebody has, and so does a disabled
 * account; all are denied alike. A success is remembered for some seconds, as a keyed digest of the
 * account, its credential and the password, so that a client that opens many connections is hashed
 * once; a changed password is a changed credential, and not remembered. The directory is asked
 * every time.
 */
public final class DirectoryAuthenticator implements Authenticator {
  /** How long a success is remembered. */
  public static final Duration REMEMBERED = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryAuthenticator.class);
  private static final int MOST_REMEMBERED = 10_000;
  private static final int MAX_NAME_CHARS = 512;
  private static final String MAC = "HmacSHA256";

  /** The hash of nothing that anybody knows, of the usual cost. */
  private static final String NOBODY =
      "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA"
          + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private final AccountDirectory directory;
  private final Credentials credentials;
  private final RateLimit limit;
  private final InstantSource clock;
  private final String protocol;
  private final SecretKeySpec key;
  private final Cache<ByteBuffer, Boolean> remembered;

  /**
   * @param protocol the word for the access log, such as {@code imap}
   * @param random makes the key of the digests, which lives as long as this object
   */
  public DirectoryAuthenticator(
      AccountDirectory directory,
      Credentials credentials,
      RateLimit limit,
      InstantSource clock,
      String protocol,
      SecureRandom random) {
    this.directory = directory;
    this.credentials = credentials;
    this.limit = limit;
    this.clock = clock;
    this.protocol = protocol;
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, MAC);
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .ticker(() -> clock.millis() * 1_000_000)
            .build();
  }

  @Override
  public CompletionStage<AuthResult> password(String name, char[] password, ClientAddress from) {
    Optional<byte[]> prepared = Credentials.prepared(password, false);
    if (prepared.isEmpty() || name.isEmpty() || name.length() > MAX_NAME_CHARS) {
      return done(new AuthResult.Denied());
    }
    if (!limit.allows(name, from)) {
      Arrays.fill(prepared.get(), (byte) 0);
      return done(new AuthResult.Unavailable());
    }
    return directory
        .byName(name)
        .thenCompose(found -> check(found, prepared.get()))
        .<AuthResult>thenApply(result -> conclude(result, name, from))
        .exceptionally(
            failure -> {
              LOG.warn("login from {}: the directory does not answer", from.host(), failure);
              return new AuthResult.Unavailable();
            })
        .whenComplete((result, failure) -> Arrays.fill(prepared.get(), (byte) 0));
  }

  private record Checked(Optional<AccountRecord> account, Credentials.Verdict verdict) {}

  private CompletionStage<Checked> check(Optional<AccountRecord> found, byte[] password) {
    Optional<AccountRecord> usable = found.filter(AccountRecord::enabled);
    String phc = usable.map(AccountRecord::credential).orElse(NOBODY);
    Optional<ByteBuffer> digest = usable.map(account -> digest(account, password));
    if (digest.isPresent() && remembered.getIfPresent(digest.get()) != null) {
      return CompletableFuture.completedFuture(new Checked(found, Credentials.Verdict.MATCHES));
    }
    return credentials
        .check(password, phc)
        .thenApply(
            verdict -> {
              if (verdict == Credentials.Verdict.MATCHES && usable.isEmpty()) {
                return new Checked(found, Credentials.Verdict.DIFFERS);
              }
              if (verdict == Credentials.Verdict.MATCHES) {
                digest.ifPresent(each -> remembered.put(each, true));
              }
              return new Checked(found, verdict);
            });
  }

  private AuthResult conclude(Checked checked, String name, ClientAddress from) {
    return switch (checked.verdict()) {
      case BUSY -> new AuthResult.Unavailable();
      case MATCHES -> {
        limit.succeeded(name);
        checked.account().ifPresent(a -> record(a, AccessEntry.Kind.LOGIN, from, "password"));
        yield checked
            .account()
            .<AuthResult>map(AuthResult.Granted::new)
            .orElse(new AuthResult.Denied());
      }
      case DIFFERS -> {
        limit.failed(name, from);
        checked
            .account()
            .ifPresent(
                a ->
                    record(
                        a,
                        AccessEntry.Kind.REFUSED,
                        from,
                        a.enabled() ? "wrong password" : "account is disabled"));
        yield new AuthResult.Denied();
      }
    };
  }

  private void record(
      AccountRecord account, AccessEntry.Kind kind, ClientAddress from, String detail) {
    directory
        .recordAccess(
            account.id(), new AccessEntry(clock.instant(), kind, protocol, from.toString(), detail))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn("access log of account {} not written", account.id(), failure);
              }
            });
  }

  private ByteBuffer digest(AccountRecord account, byte[] password) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      mac.update(account.id().toString().getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) 0);
      mac.update(account.credential().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return ByteBuffer.wrap(mac.doFinal(password));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(MAC + " is part of every JDK", e);
    }
  }

  private static CompletionStage<AuthResult> done(AuthResult result) {
    return CompletableFuture.completedFuture(result);
  }
}
