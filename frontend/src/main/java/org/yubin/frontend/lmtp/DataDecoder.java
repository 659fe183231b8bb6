package org.yubin.frontend.lmtp;

import java.nio.ByteBuffer;

/**
 * What follows DATA (RFC 5321 §4.1.1.4, §4.5.2): takes the stuffed dots out, finds the end, and
 * makes every bare LF a CRLF, once, here.
 *
 * <p>Only CRLF, dot, CRLF ends the data: a bare LF before or behind the dot does not (§2.3.8), or
 * else a sender could smuggle a second message in. A bare CR is kept as it is.
 */
final class DataDecoder {
  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final byte DOT = '.';

  private enum State {
    /** At the start, or behind a CRLF. */
    LINE_START,
    TEXT,
    AFTER_CR,
    /** A dot at the start of a line: held back. */
    DOT,
    /** A dot and a CR at the start of a line: held back. */
    DOT_CR,
    ENDED
  }

  private State state = State.LINE_START;

  boolean ended() {
    return state == State.ENDED;
  }

  /**
   * Decodes from {@code in} until it is empty, the data has ended, or {@code out} has less than
   * three octets of room.
   *
   * @param out gets the message's octets
   */
  void decode(ByteBuffer in, ByteBuffer out) {
    while (in.hasRemaining() && out.remaining() >= 3 && state != State.ENDED) {
      step(in.get(), out);
    }
  }

  private void step(byte octet, ByteBuffer out) {
    switch (state) {
      case LINE_START -> {
        if (octet == DOT) {
          state = State.DOT;
        } else {
          text(octet, out);
        }
      }
      case DOT -> {
        if (octet == CR) {
          state = State.DOT_CR;
        } else {
          text(octet, out); // the dot was stuffing: it is dropped
        }
      }
      case DOT_CR -> {
        if (octet == LF) {
          state = State.ENDED;
        } else {
          out.put(CR);
          state = State.AFTER_CR;
          text(octet, out);
        }
      }
      case TEXT, AFTER_CR -> text(octet, out);
      case ENDED -> throw new IllegalStateException("the data has ended");
    }
  }

  private void text(byte octet, ByteBuffer out) {
    if (octet == LF) {
      boolean bare = state != State.AFTER_CR;
      if (bare) {
        out.put(CR);
      }
      out.put(LF);
      state = bare ? State.TEXT : State.LINE_START;
    } else {
      out.put(octet);
      state = octet == CR ? State.AFTER_CR : State.TEXT;
    }
  }
}
