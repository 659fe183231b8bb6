package org.yubin.frontend.imap.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The message literals of one APPEND, whose octets are still on the socket (RFC 3501 §6.3.11, RFC
 * 3502): one after another, the stream standing for the one that is due. Its taker asks for one
 * chunk at a time, and nothing is read from the socket before it asks: that is the back-pressure.
 * Of each literal exactly one of two ways must be gone: {@link #next} until it is empty and then
 * {@link #rest}, or {@link #refuse}, which ends the command. All stages fail when the connection
 * breaks.
 */
public interface LiteralStream {
  /** The size that the client has announced; {@link Long#MAX_VALUE} for what is beyond it. */
  long sizeOctets();

  /** True when the client waits for a continuation before it sends (not LITERAL+, RFC 7888). */
  boolean synchronising();

  /**
   * The next octets of the literal, in a buffer that is the caller's to keep; empty when all have
   * been given. To be called again only when the stage before has completed.
   */
  CompletionStage<Optional<ByteBuffer>> next();

  /**
   * What follows the literal. If another one follows, the stream stands for that from then on; if
   * none does, the stream has ended, and neither way may be gone any more.
   */
  CompletionStage<Rest> rest();

  /**
   * Does without this literal and all that follows it in the command: a synchronising literal is
   * simply never asked for, which ends the command; the octets of non-synchronising ones are read
   * and dropped (RFC 7888 §4).
   *
   * @return false: so much is announced that the connection has to be closed instead
   */
  CompletionStage<Boolean> refuse();

  /**
   * What stands behind a literal.
   *
   * @param text up to the end of the command, without CRLF, or up to and with the header of the
   *     next literal
   * @param literal whether another literal follows
   */
  // An array in a record: it is compared nowhere.
  @SuppressWarnings("ArrayRecordComponent")
  record Rest(byte[] text, boolean literal) {}
}
