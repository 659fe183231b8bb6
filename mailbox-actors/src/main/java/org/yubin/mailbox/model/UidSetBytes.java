package org.yubin.mailbox.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * The stored form of a {@link UidSet}: one octet of form, then either its runs as pairs of
 * variable-length numbers (gap to the run, length less one) or the portable RoaringBitmap format,
 * whichever is shorter. So one UID costs some octets and a hundred thousand scattered ones some
 * kilobytes.
 */
final class UidSetBytes {
  private static final byte RUNS = 0;
  private static final byte ROARING = 1;

  private UidSetBytes() {}

  static byte[] write(UidSet set) {
    VarInts runs = VarInts.writer().putByte(RUNS);
    RoaringBitmap bitmap = new RoaringBitmap();
    long behind = 0;
    for (long first = set.nextFrom(1); first >= 0; ) {
      long end = set.nextAbsentFrom(first);
      runs.put(first - behind).put(end - first - 1);
      bitmap.add(first, end); // rebuilt from runs, so that equal sets have equal containers
      behind = end;
      first = set.nextFrom(end);
    }
    byte[] asRuns = runs.written();
    bitmap.runOptimize();
    int roaringLength = 1 + bitmap.serializedSizeInBytes();
    if (asRuns.length <= roaringLength) {
      return asRuns;
    }
    ByteBuffer buffer = ByteBuffer.allocate(roaringLength).put(ROARING);
    bitmap.serialize(buffer);
    return buffer.array();
  }

  static UidSet read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("uid set: no octets (expected: at least 1)");
    }
    return switch (bytes[0]) {
      case RUNS -> readRuns(bytes);
      case ROARING -> readRoaring(bytes);
      default ->
          throw new IllegalArgumentException("uid set: form " + bytes[0] + " (expected: 0 or 1)");
    };
  }

  private static UidSet readRuns(byte[] bytes) {
    VarInts in = VarInts.reader(bytes);
    in.getByte();
    RoaringBitmap bitmap = new RoaringBitmap();
    long behind = 0;
    while (in.hasMore()) {
      long first = Math.addExact(behind, in.get());
      long last = Math.addExact(first, in.get());
      if (first < Math.max(1, behind) || last < first || last > Uid.MAX) {
        throw new IllegalArgumentException(
            "uid set: run " + first + ":" + last + " (expected: ascending)");
      }
      bitmap.add(first, last + 1);
      behind = last + 1;
    }
    return UidSet.owning(bitmap);
  }

  private static UidSet readRoaring(byte[] bytes) {
    RoaringBitmap bitmap = new RoaringBitmap();
    try {
      bitmap.deserialize(ByteBuffer.wrap(Arrays.copyOfRange(bytes, 1, bytes.length)));
    } catch (IOException | RuntimeException e) { // the library throws whatever its arrays throw
      throw new IllegalArgumentException("uid set: " + bytes.length + " octets are no bitmap", e);
    }
    return UidSet.owning(bitmap);
  }
}
