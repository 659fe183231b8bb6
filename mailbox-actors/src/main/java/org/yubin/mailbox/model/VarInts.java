package org.yubin.mailbox.model;

import java.util.Arrays;

/**
 * Grows an octet array by variable-length numbers (7 bits an octet, lowest first) and reads them
 * back.
 */
final class VarInts {
  private byte[] bytes;
  private int at;

  private VarInts(byte[] bytes) {
    this.bytes = bytes;
  }

  static VarInts writer() {
    return new VarInts(new byte[64]);
  }

  static VarInts reader(byte[] bytes) {
    return new VarInts(bytes);
  }

  VarInts put(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      putByte((byte) (left | 0x80));
      left >>>= 7;
    }
    return putByte((byte) left);
  }

  VarInts putByte(byte value) {
    if (at == bytes.length) {
      bytes = Arrays.copyOf(bytes, at * 2);
    }
    bytes[at++] = value;
    return this;
  }

  VarInts putBytes(byte[] more) {
    put(more.length);
    if (bytes.length - at < more.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more.length));
    }
    System.arraycopy(more, 0, bytes, at, more.length);
    at += more.length;
    return this;
  }

  byte[] written() {
    return Arrays.copyOf(bytes, at);
  }

  boolean hasMore() {
    return at < bytes.length;
  }

  /**
   * @throws IllegalArgumentException if the octets end early or the number is longer than 64 bits
   */
  long get() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = getByte();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("number at octet " + at + ": longer than 64 bits");
  }

  byte getByte() {
    if (at >= bytes.length) {
      throw new IllegalArgumentException("octets: end at " + at + " (expected: more)");
    }
    return bytes[at++];
  }

  byte[] getBytes() {
    long length = get();
    if (length < 0 || length > bytes.length - at) {
      throw new IllegalArgumentException("octets: " + length + " announced, fewer left");
    }
    byte[] part = Arrays.copyOfRange(bytes, at, at + (int) length);
    at += (int) length;
    return part;
  }
}
