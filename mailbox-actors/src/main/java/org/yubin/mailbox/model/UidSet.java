package org.yubin.mailbox.model;

import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * An immutable set of UIDs: what a {@code sequence-set} resolves to. Backed by a RoaringBitmap, so
 * that a run of UIDs costs some octets whatever its length.
 */
public final class UidSet {
  public static final UidSet EMPTY = new UidSet(new RoaringBitmap());

  private final RoaringBitmap bitmap;

  private UidSet(RoaringBitmap owned) {
    this.bitmap = owned;
  }

  /**
   * A set of these.
   *
   * @throws IllegalArgumentException for what is no UID
   */
  public static UidSet of(long... uids) {
    RoaringBitmap bitmap = new RoaringBitmap();
    for (long uid : uids) {
      bitmap.add((int) check(uid));
    }
    return new UidSet(bitmap);
  }

  /**
   * All UIDs from the first to the last, both included; empty if the last stands before the first.
   */
  public static UidSet range(long first, long last) {
    if (last < first) {
      return EMPTY;
    }
    RoaringBitmap bitmap = new RoaringBitmap();
    bitmap.add(check(first), check(last) + 1);
    bitmap.runOptimize();
    return new UidSet(bitmap);
  }

  /** A set of what the bitmap holds now; later changes of the bitmap do not reach it. */
  public static UidSet of(RoaringBitmap bitmap) {
    return owning(bitmap.clone());
  }

  /** Takes the bitmap over: the caller must not keep it. */
  static UidSet owning(RoaringBitmap bitmap) {
    if (bitmap.contains(0)) {
      throw new IllegalArgumentException("uid: 0 (expected: 1 to 4294967295)");
    }
    return bitmap.isEmpty() ? EMPTY : new UidSet(bitmap);
  }

  private static long check(long uid) {
    if (uid < 1 || uid > Uid.MAX) {
      throw new IllegalArgumentException("uid: " + uid + " (expected: 1 to 4294967295)");
    }
    return uid;
  }

  public boolean contains(long uid) {
    return uid >= 1 && uid <= Uid.MAX && bitmap.contains((int) uid);
  }

  public UidSet and(UidSet other) {
    return owning(RoaringBitmap.and(bitmap, other.bitmap));
  }

  public UidSet or(UidSet other) {
    return owning(RoaringBitmap.or(bitmap, other.bitmap));
  }

  public UidSet andNot(UidSet other) {
    return owning(RoaringBitmap.andNot(bitmap, other.bitmap));
  }

  public boolean intersects(UidSet other) {
    return RoaringBitmap.intersects(bitmap, other.bitmap);
  }

  /** Those of this set that are not below the given UID. */
  public UidSet from(long first) {
    if (isEmpty() || first <= first()) {
      return this;
    }
    RoaringBitmap left = bitmap.clone();
    left.remove(0L, Math.min(first, Uid.MAX + 1));
    return owning(left);
  }

  public boolean isEmpty() {
    return bitmap.isEmpty();
  }

  public long size() {
    return bitmap.getLongCardinality();
  }

  /**
   * The lowest UID.
   *
   * @throws NoSuchElementException if empty
   */
  public long first() {
    return Integer.toUnsignedLong(bitmap.first());
  }

  /**
   * The highest UID.
   *
   * @throws NoSuchElementException if empty
   */
  public long last() {
    return Integer.toUnsignedLong(bitmap.last());
  }

  /** Calls with each UID, ascending. */
  public void forEach(LongConsumer consumer) {
    bitmap.forEach((int uid) -> consumer.accept(Integer.toUnsignedLong(uid)));
  }

  /** The lowest UID of the set that is not below the given one, or -1. */
  public long nextFrom(long uid) {
    return uid > Uid.MAX ? -1 : bitmap.nextValue((int) Math.max(uid, 1));
  }

  /** The lowest UID at or above the given one that is not in the set; 2^32 if there is none. */
  long nextAbsentFrom(long uid) {
    long absent = bitmap.nextAbsentValue((int) uid);
    return absent < 0 ? Uid.MAX + 1 : absent;
  }

  /** Gathers sets into one, in place. */
  static final class Union {
    private final RoaringBitmap gathered = new RoaringBitmap();

    void add(UidSet set) {
      if (!set.isEmpty()) {
        gathered.or(set.bitmap);
      }
    }

    UidSet toSet() {
      return of(gathered);
    }
  }

  PeekableIntIterator iterator() {
    return bitmap.getIntIterator();
  }

  /** The first so many UIDs of the set. */
  public UidSet limit(int count) {
    return size() <= count ? this : owning(bitmap.limit(count));
  }

  /** A copy that the caller may change. */
  public RoaringBitmap bitmap() {
    return bitmap.clone();
  }

  /** The stored form: equal sets give equal octets. */
  public byte[] toBytes() {
    return UidSetBytes.write(this);
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException if these octets are not what {@link #toBytes()} gives
   */
  public static UidSet fromBytes(byte[] bytes) {
    return UidSetBytes.read(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UidSet that && bitmap.equals(that.bitmap);
  }

  @Override
  public int hashCode() {
    return isEmpty() ? 0 : Long.hashCode(size() * 31 + first() * 17 + last());
  }

  /** As a {@code sequence-set} (RFC 9051 §9): {@code 1:5,7}; the empty set gives an empty text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (long first = nextFrom(1); first >= 0; ) {
      long end = nextAbsentFrom(first);
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (end - 1 > first) {
        text.append(':').append(end - 1);
      }
      first = nextFrom(end);
    }
    return text.toString();
  }
}
