package org.yubin.frontend.imap.fetch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.wire.ImapWriter;

/** An item with its value for one message, ready to be written. */
@FunctionalInterface
public interface FetchValue {
  CompletionStage<Void> WRITTEN = CompletableFuture.completedStage(null);

  /**
   * Writes {@code name SP value} to {@code session.out()}, at the pace at which the client reads.
   * Runs in the session's executor. If it fails, the connection is of no more use.
   */
  CompletionStage<Void> write(Session session);

  /** A value that is written at once. */
  static CompletionStage<FetchValue> direct(Consumer<ImapWriter> writer) {
    return CompletableFuture.completedStage(
        session -> {
          writer.accept(session.out());
          return WRITTEN;
        });
  }
}
