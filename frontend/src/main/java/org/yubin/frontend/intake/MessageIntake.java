package org.yubin.frontend.intake;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.yubin.frontend.mime.MessageScanner;
import org.yubin.persistence.content.BodyWriter;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.summary.MessageSummary;

/**
 * Takes a message chunk by chunk, and stores and reads each chunk at the same time. One caller, one
 * call at a time: the next one comes when the stage of the one before has completed. That is the
 * back-pressure, and the reason why no more than a chunk is ever held here.
 */
public final class MessageIntake {
  private final BodyWriter body;
  private final MessageScanner scanner = new MessageScanner();
  private final Executor scan;

  /** A message that has come in whole. */
  public record Taken(StoredBody body, MessageSummary summary) {}

  /**
   * @param body where the octets go
   * @param scan runs the scanner: CPU time only
   */
  public MessageIntake(BodyWriter body, Executor scan) {
    this.body = body;
    this.scan = scan;
  }

  /**
   * Takes octets with an accessible array; they are the caller's again when the stage completes.
   */
  public CompletionStage<Void> write(ByteBuffer octets) {
    byte[] array = octets.array();
    int offset = octets.arrayOffset() + octets.position();
    int length = octets.remaining();
    CompletableFuture<Void> read =
        CompletableFuture.runAsync(() -> scanner.update(array, offset, length), scan);
    return body.write(octets).thenCombine(read, (stored, scanned) -> null);
  }

  /** The end of the message. */
  public CompletionStage<Taken> finish() {
    CompletableFuture<MessageSummary> summary =
        CompletableFuture.supplyAsync(scanner::finish, scan);
    return body.finish().thenCombine(summary, Taken::new);
  }

  /** The message is not wanted, or has broken off. */
  public CompletionStage<Void> discard() {
    return body.discard();
  }
}
