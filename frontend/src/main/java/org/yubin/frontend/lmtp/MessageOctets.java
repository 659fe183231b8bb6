package org.yubin.frontend.lmtp;

import java.nio.ByteBuffer;

/**
 * The octets of a message as they come, between command lines, to those that are stored: behind
 * DATA with dots stuffed (RFC 5321 §4.5.2), or in chunks (RFC 3030 §2). An idle connection holds
 * nothing here.
 */
final class MessageOctets {
  private static final int DECODED_OCTETS = 64 * 1024;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private ByteBuffer decoded = NOTHING;
  private DataDecoder data = new DataDecoder();
  private LineEndings chunks = new LineEndings();
  private boolean inChunk;
  private long chunkLeft;

  /** A message follows, to its dot. */
  void beginData() {
    data = new DataDecoder();
    inChunk = false;
  }

  /**
   * A chunk follows.
   *
   * @param first whether it is the first of its message
   */
  void beginChunk(long octets, boolean first) {
    if (first) {
      chunks = new LineEndings();
    }
    chunkLeft = octets;
    inChunk = true;
  }

  /** Whether the dot, or the last octet of the chunk, has come. */
  boolean ended() {
    return inChunk ? chunkLeft == 0 : data.ended();
  }

  /**
   * Takes what it can, and no more than belongs to the message.
   *
   * @return what is to be stored of it; good until the next call
   */
  ByteBuffer decode(ByteBuffer in) {
    decoded = decoded.capacity() == 0 ? ByteBuffer.allocate(DECODED_OCTETS) : decoded.clear();
    if (inChunk) {
      int take = (int) Math.min(Math.min(in.remaining(), chunkLeft), DECODED_OCTETS / 2);
      chunks.decode(in.slice(in.position(), take), decoded);
      in.position(in.position() + take);
      chunkLeft -= take;
    } else {
      data.decode(in, decoded);
    }
    return decoded.flip();
  }

  /** Nothing more comes for now. */
  void rest() {
    decoded = NOTHING;
  }
}
