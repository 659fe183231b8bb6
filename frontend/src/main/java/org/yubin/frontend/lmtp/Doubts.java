package org.yubin.frontend.lmtp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.AccountId;

/**
 * Deliveries that were answered 4xx although the message is, or may be, there: so that the MTA's
 * next try is known again and the message does not stand there twice (RFC 2033 §2, RFC 1047). Only
 * those: a message that was answered 250 and comes once more is meant to be there twice.
 *
 * <p>Kept by this frontend alone, for six hours, and at most ten thousand of them: an MTA that
 * tries another frontend, or later, may deliver twice, but nothing is lost. Thread safe.
 */
final class Doubts {
  private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);
  private static final int MOST = 10_000;
  private static final Duration KEPT = Duration.ofHours(6);

  /** A mailbox knows a request again for five minutes; the first try and the last take one. */
  private static final Duration RESOLVED_WITHIN = Duration.ofMinutes(3);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /**
   * What makes two tries the same.
   *
   * @param digest SHA-256 of the message as it came, hexadecimal
   */
  record Key(AccountId account, String recipient, String sender, String digest) {}

  private final Cache<Key, CompletableFuture<Boolean>> doubts =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  /** Remembers a message that is there, though its sender was not told so. */
  void delivered(Key key) {
    doubts.put(key, CompletableFuture.completedFuture(true));
  }

  /**
   * Remembers a try whose outcome is not known, and finds it out.
   *
   * @param ask asks the mailbox again under the same request id, which changes it once at most
   */
  void resolve(Key key, Supplier<CompletionStage<Result<MailboxReply>>> ask) {
    doubts.put(
        key,
        resolved(ask, System.nanoTime() + RESOLVED_WITHIN.toNanos())
            .exceptionally(Doubts::notKnown)
            .toCompletableFuture());
  }

  private static CompletionStage<Boolean> resolved(
      Supplier<CompletionStage<Result<MailboxReply>>> ask, long deadlineNanos) {
    Executor later =
        CompletableFuture.delayedExecutor(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(ask, later)
        .thenCompose(asked -> asked)
        .thenCompose(
            result -> {
              boolean unknown =
                  result instanceof Result.Refused<MailboxReply> refused
                      && refused.why() == Refusal.UNAVAILABLE;
              return unknown && System.nanoTime() < deadlineNanos
                  ? resolved(ask, deadlineNanos)
                  : CompletableFuture.completedFuture(result instanceof Result.Ok<MailboxReply>);
            });
  }

  /** What nobody can find out counts as not there: twice is better than not at all. */
  private static boolean notKnown(Throwable failure) {
    LOG.warn("lmtp: a delivery stays in doubt: {}", failure.toString());
    return false;
  }

  /**
   * Whether an earlier try came to something, once that is known; never fails; empty if there was
   * none.
   */
  Optional<CompletableFuture<Boolean>> of(Key key) {
    return Optional.ofNullable(doubts.getIfPresent(key));
  }

  /** The MTA has been told. */
  void forget(Key key) {
    doubts.invalidate(key);
  }
}
