package org.yubin.persistence.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Octets to their stored form and back: a version octet, an algorithm octet, payload. What does not
 * shrink is stored as it is. CPU work; every version ever written stays readable.
 */
public final class Compression {
  static final byte VERSION = 1;
  static final byte NONE = 0;
  static final byte ZSTD = 1;

  private static final int PREFIX_OCTETS = 2;
  private static final int LEVEL = 3;

  private Compression() {}

  /** The stored form of the first {@code length} octets. */
  public static ByteBuffer encode(byte[] octets, int length) {
    byte[] packed = new byte[PREFIX_OCTETS + (int) Zstd.compressBound(length)];
    packed[0] = VERSION;
    long size =
        Zstd.compressByteArray(
            packed, PREFIX_OCTETS, packed.length - PREFIX_OCTETS, octets, 0, length, LEVEL);
    if (!Zstd.isError(size) && size < length) {
      packed[1] = ZSTD;
      return ByteBuffer.wrap(Arrays.copyOf(packed, PREFIX_OCTETS + (int) size));
    }
    byte[] plain = new byte[PREFIX_OCTETS + length];
    plain[0] = VERSION;
    plain[1] = NONE;
    System.arraycopy(octets, 0, plain, PREFIX_OCTETS, length);
    return ByteBuffer.wrap(plain);
  }

  /**
   * The octets that {@link #encode} was given.
   *
   * @param maxOctets what the place allows; a stored form that claims more is broken
   * @throws IllegalArgumentException on bytes that no version wrote
   */
  public static byte[] decode(ByteBuffer stored, int maxOctets) {
    byte[] bytes = new byte[stored.remaining()];
    stored.duplicate().get(bytes);
    if (bytes.length < PREFIX_OCTETS || bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "stored octets: %d, version %s (expected: version %d)"
              .formatted(bytes.length, bytes.length == 0 ? "none" : bytes[0], VERSION));
    }
    int length = bytes.length - PREFIX_OCTETS;
    return switch (bytes[1]) {
      case NONE -> {
        checkSize(length, maxOctets);
        yield Arrays.copyOfRange(bytes, PREFIX_OCTETS, bytes.length);
      }
      case ZSTD -> unpacked(bytes, length, maxOctets);
      default ->
          throw new IllegalArgumentException(
              "stored octets: algorithm %d (expected: 0 or 1)".formatted(bytes[1]));
    };
  }

  private static byte[] unpacked(byte[] bytes, int length, int maxOctets) {
    long size = Zstd.getFrameContentSize(bytes, PREFIX_OCTETS, length);
    checkSize(size, maxOctets);
    byte[] octets = new byte[(int) size];
    try {
      long written =
          Zstd.decompressByteArray(octets, 0, octets.length, bytes, PREFIX_OCTETS, length);
      if (written != size) {
        throw new IllegalArgumentException(
            "stored octets: %d unpacked (expected: %d)".formatted(written, size));
      }
    } catch (ZstdException broken) {
      throw new IllegalArgumentException("stored octets: %d, broken".formatted(length), broken);
    }
    return octets;
  }

  private static void checkSize(long size, int maxOctets) {
    if (size < 0 || size > maxOctets) {
      throw new IllegalArgumentException(
          "stored octets: %d unpacked (expected: 0..%d)".formatted(size, maxOctets));
    }
  }
}
