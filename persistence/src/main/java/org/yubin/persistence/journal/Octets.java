package org.yubin.persistence.journal;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Octets of a blob column, and numbers in them: seven bits an octet, lowest first. */
final class Octets {
  private Octets() {}

  /** The content of a column; empty for null. */
  static byte[] of(@Nullable ByteBuffer column) {
    if (column == null) {
      return new byte[0];
    }
    byte[] content = new byte[column.remaining()];
    column.duplicate().get(content);
    return content;
  }

  static void putNumber(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte octet = in.get();
      value |= (long) (octet & 0x7F) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw new SnapshotDamagedException("number: more than 64 bits");
  }

  /** A number that is a count or a length: 0 to {@code most}. */
  static int count(ByteBuffer in, int most) {
    long value = number(in);
    if (value < 0 || value > most) {
      throw new SnapshotDamagedException("count: " + value + " (expected: 0 to " + most + ")");
    }
    return (int) value;
  }

  static byte[] take(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] content = new byte[length];
    in.get(content);
    return content;
  }
}
