package org.yubin.frontend.lmtp;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.intake.MessageIntake;

/**
 * A message on its way in. One that is too large, or that cannot be stored, is read to its end all
 * the same (the client speaks only then), and is dropped.
 */
final class Incoming {
  private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

  private final MessageIntake intake;
  private final long maxOctets;
  private final MessageDigest digest = sha256();
  private long octets;
  private Optional<Reply> refusal = Optional.empty();

  Incoming(MessageIntake intake, long maxOctets) {
    this.intake = intake;
    this.maxOctets = maxOctets;
  }

  /** A message that has come in whole, and the SHA-256 of its octets, hexadecimal. */
  record Message(MessageIntake.Taken taken, String digest) {}

  /** How it ended: what was taken, or why not. */
  record Ended(Optional<Message> message, Optional<Reply> refusal) {}

  /** Takes octets; the buffer is the caller's again when the stage completes. Never fails. */
  CompletionStage<Void> take(ByteBuffer decoded) {
    octets += decoded.remaining();
    if (refusal.isPresent() || !decoded.hasRemaining()) {
      return CompletableFuture.completedFuture(null);
    }
    if (octets > maxOctets) {
      return drop(Reply.of(552, "5.3.4", "Message: over " + maxOctets + " octets"));
    }
    digest.update(decoded.duplicate());
    return intake.write(decoded).handle((done, failed) -> failed).thenCompose(this::failedStore);
  }

  /** Why the message is not wanted any more, if so. */
  Optional<Reply> refusal() {
    return refusal;
  }

  /** The message has come whole. Never fails. */
  CompletionStage<Ended> finish() {
    if (refusal.isPresent()) {
      return CompletableFuture.completedFuture(new Ended(Optional.empty(), refusal));
    }
    return intake
        .finish()
        .handle(
            (taken, failed) ->
                failed == null
                    ? CompletableFuture.completedFuture(
                        new Ended(
                            Optional.of(
                                new Message(taken, HexFormat.of().formatHex(digest.digest()))),
                            Optional.empty()))
                    : drop(unavailable(failed))
                        .thenApply(dropped -> new Ended(Optional.empty(), refusal)))
        .thenCompose(ended -> ended);
  }

  /** The message is not wanted any more. */
  CompletionStage<Void> discard() {
    return refusal.isPresent()
        ? CompletableFuture.completedFuture(null)
        : drop(Reply.of(451, "4.4.2", "Broken off"));
  }

  private CompletionStage<Void> failedStore(@org.jspecify.annotations.Nullable Throwable failed) {
    return failed == null ? CompletableFuture.completedFuture(null) : drop(unavailable(failed));
  }

  private CompletionStage<Void> drop(Reply why) {
    refusal = Optional.of(why);
    return intake
        .discard()
        .exceptionally(
            failed -> {
              LOG.warn(
                  "lmtp: a dropped message left chunks to the collector: {}", failed.toString());
              return null;
            });
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static Reply unavailable(Throwable failed) {
    LOG.warn("lmtp: message could not be stored: {}", failed.toString());
    return Reply.of(451, "4.3.0", "Not now; try again");
  }
}
