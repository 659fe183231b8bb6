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

  /** Whether TLS can begin within it (RFC 3501 §6.2.1): it is plain, and there is a certificate. */
  boolean tlsPossible();

  /**
   * Sends a burst and begins TLS right behind it. Completes when all further octets are TLS's; with
   * false, nothing sent, if anything had come behind the command that asked for it: who sends on
   * before TLS is up may be somebody else (CVE-2011-0411).
   */
  CompletionStage<Boolean> startTls(ByteBuf burst);

  /** An empty, growing buffer for a burst. */
  ByteBuf buffer();

  /**
   * Sends a burst, and releases it. Completes when the socket takes more; fails when it is broken.
   */
  CompletionStage<Void> write(ByteBuf burst);

  /** The client is no stranger any more: its commands may be larger. */
  void loggedIn();

  /** The continuation for a {@link Received.LiteralWanted} is out: read on. */
  void proceed();

  /** An item that was received has been dealt with: there is room for another. */
  void handled(Received item);

  /** Closes once all that was written has left. */
  void close();

  /** Runs a task later, on a thread of the connection, if it still stands then. */
  void after(Duration delay, Runnable task);
}
