package org.yubin.persistence.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * How pages, leaves and manifests are stored: an octet of version (1), an octet of algorithm (0:
 * none, 1: zstd), for zstd the plain length, then the octets. Whichever is shorter is taken.
 */
final class PageCoding {
  /** Bound on what a coded page may swell to. */
  static final int MAX_OCTETS = 4 << 20;

  private static final int VERSION = 1;
  private static final int NONE = 0;
  private static final int ZSTD = 1;
  private static final int ZSTD_LEVEL = 6;

  private PageCoding() {}

  static byte[] encode(byte[] plain) {
    if (plain.length > MAX_OCTETS) {
      throw new IllegalArgumentException(
          "page: " + plain.length + " octets (expected: <= " + MAX_OCTETS + ")");
    }
    byte[] packed = Zstd.compress(plain, ZSTD_LEVEL);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(VERSION);
    if (packed.length + 3 < plain.length) {
      out.write(ZSTD);
      Octets.putNumber(out, plain.length);
      out.writeBytes(packed);
    } else {
      out.write(NONE);
      out.writeBytes(plain);
    }
    return out.toByteArray();
  }

  static byte[] decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    try {
      int version = in.get();
      int algorithm = in.get();
      if (version != VERSION || (algorithm != NONE && algorithm != ZSTD)) {
        throw new SnapshotDamagedException(
            "page: version %d, algorithm %d (expected: 1; 0 or 1)".formatted(version, algorithm));
      }
      if (algorithm == NONE) {
        return Octets.take(in, in.remaining());
      }
      byte[] plain = new byte[Octets.count(in, MAX_OCTETS)];
      long length =
          Zstd.decompressByteArray(plain, 0, plain.length, stored, in.position(), in.remaining());
      if (length != plain.length) {
        throw new SnapshotDamagedException(
            "page: %d octets (expected: %d)".formatted(length, plain.length));
      }
      return plain;
    } catch (BufferUnderflowException | ZstdException damaged) {
      throw new SnapshotDamagedException("page of " + stored.length + " octets: " + damaged);
    }
  }
}
