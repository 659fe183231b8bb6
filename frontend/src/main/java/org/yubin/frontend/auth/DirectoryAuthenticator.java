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
 * Checks passwords, and proofs of them, against the account directory.
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

  private final AccountDirectory directory;
  private final Credentials credentials;
  private final ScramDecoys decoys;
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
      ScramDecoys decoys,
      RateLimit limit,
      InstantSource clock,
      String protocol,
      SecureRandom random) {
    this.directory = directory;
    this.credentials = credentials;
    this.decoys = decoys;
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
        .<AuthResult>thenApply(result -> conclude(result, name, from, "password"))
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
    String credential = usable.map(AccountRecord::credential).orElse(credentials.nobody());
    Optional<ByteBuffer> digest = usable.map(account -> digest(account, password));
    if (digest.isPresent() && remembered.getIfPresent(digest.get()) != null) {
      return CompletableFuture.completedFuture(new Checked(found, Credentials.Verdict.MATCHES));
    }
    return credentials
        .check(password, credential)
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

  @Override
  public CompletionStage<Optional<ScramTry>> scram(
      String name, ScramHash hash, ClientAddress from) {
    if (!limit.allows(name, from)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (name.length() > MAX_NAME_CHARS) {
      return CompletableFuture.completedFuture(
          Optional.of(new Proof(name, hash, from, Optional.empty())));
    }
    return directory
        .byName(name)
        .thenApply(found -> Optional.<ScramTry>of(new Proof(name, hash, from, found)))
        .exceptionally(
            failure -> {
              LOG.warn("login from {}: the directory does not answer", from.host(), failure);
              return Optional.empty();
            });
  }

  /** A try whose account, if there is one, is known. */
  private final class Proof implements ScramTry {
    private final String name;
    private final ScramHash hash;
    private final ClientAddress from;
    private final Optional<AccountRecord> account;
    private final Optional<ScramVerifier> own;

    Proof(String name, ScramHash hash, ClientAddress from, Optional<AccountRecord> account) {
      this.name = name;
      this.hash = hash;
      this.from = from;
      this.account = account;
      this.own =
          account
              .filter(AccountRecord::enabled)
              .flatMap(usable -> ScramCredential.parse(usable.credential()))
              .flatMap(credential -> credential.verifier(hash));
    }

    @Override
    public ScramVerifier verifier() {
      return own.orElseGet(() -> decoys.of(name, hash));
    }

    @Override
    public AuthResult conclude(boolean proven) {
      Credentials.Verdict verdict =
          proven && own.isPresent() ? Credentials.Verdict.MATCHES : Credentials.Verdict.DIFFERS;
      return DirectoryAuthenticator.this.conclude(
          new Checked(account, verdict), name, from, "SCRAM-" + hash.word());
    }
  }

  private AuthResult conclude(Checked checked, String name, ClientAddress from, String how) {
    return switch (checked.verdict()) {
      case BUSY -> new AuthResult.Unavailable();
      case MATCHES -> {
        limit.succeeded(name, from);
        checked.account().ifPresent(a -> record(a, AccessEntry.Kind.LOGIN, from, how));
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
                LOG.atWarn()
                    .addKeyValue("account", account.id())
                    .setCause(failure)
                    .log("access log not written");
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
