package org.yubin.frontend.imap.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.auth.ClientAddress;

/** The socket, as a session sees it. All methods may be called on any thread. */
public interface Connection {
  /** Where the client is. */
  ClientAddress client();

  /** Whether TLS protects it. */
  boolean secure();

  /** An empty, growing buffer for a burst. */
  ByteBuf buffer();

  /**
   * Sends a burst, and releases it. Completes when the socket takes more; fails when it is broken.
   */
  CompletionStage<Void> write(ByteBuf burst);

  /** The continuation for a {@link Received.LiteralWanted} is out: read on. */
  void proceed();

  /** An item that was received has been dealt with: there is room for another. */
  void handled(Received item);

  /** Closes once all that was written has left. */
  void close();

  /** Runs a task later, on a thread of the connection, if it still stands then. */
  void after(Duration delay, Runnable task);
}
