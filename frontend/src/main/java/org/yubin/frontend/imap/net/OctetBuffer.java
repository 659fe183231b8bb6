package org.yubin.frontend.imap.net;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** A growing array of octets; small while it is empty. */
final class OctetBuffer {
  private static final byte[] NOTHING = {};

  private byte[] octets = NOTHING;
  private int size;

  int size() {
    return size;
  }

  byte[] toArray() {
    return Arrays.copyOf(octets, size);
  }

  void clear() {
    octets = NOTHING;
    size = 0;
  }

  void write(char c) {
    room(1);
    octets[size++] = (byte) c;
  }

  /** Moves so many octets over. */
  void write(ByteBuf in, int count) {
    room(count);
    in.readBytes(octets, size, count);
    size += count;
  }

  /** Drops the last octet if it is this one and does not stand before {@code from}. */
  boolean dropLast(char c, int from) {
    boolean there = size > from && octets[size - 1] == (byte) c;
    if (there) {
      size--;
    }
    return there;
  }

  private void room(int more) {
    if (octets.length - size < more) {
      octets = Arrays.copyOf(octets, Math.max(size + more, Math.min(size * 2, size + 65536)));
    }
  }
}
