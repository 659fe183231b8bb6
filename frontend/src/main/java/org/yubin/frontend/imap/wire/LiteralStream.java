package org.yubin.frontend.imap.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A message literal whose octets are still on the socket (APPEND, RFC 3501 §6.3.11). Its taker asks
 * for one chunk at a time, and nothing is read from the socket before it asks: that is the
 * back-pressure. Exactly one of two ways must be gone: {@link #next} until it is empty and then
 * {@link #rest}, or {@link #refuse}. All stages fail when the connection breaks.
 */
public interface LiteralStream {
  /** The size that the client has announced. */
  long sizeOctets();

  /** True when the client waits for a continuation before it sends (not LITERAL+, RFC 7888). */
  boolean synchronising();

  /**
   * The next octets of the literal, in a buffer that is the caller's to keep; empty when all have
   * been given. To be called again only when the stage before has completed.
   */
  CompletionStage<Optional<ByteBuffer>> next();

  /** What follows the literal up to the end of its line, without CRLF: nothing, for APPEND. */
  CompletionStage<byte[]> rest();

  /**
   * Does without the message: a synchronising literal is simply never asked for; the octets of a
   * non-synchronising one are read and dropped (RFC 7888 §4).
   */
  CompletionStage<Void> refuse();
}
