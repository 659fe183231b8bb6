package org.yubin.mailbox.model;

import org.roaringbitmap.RoaringBitmap;

/**
 * Up to 128 messages. Immutable: a change makes a new page, which shares the {@link FixedColumns}
 * with the old one. A row that is expunged stays in the fixed columns until half of them are gone;
 * so an expunge writes few octets into the next snapshot.
 */
public final class Page {
  /** Rows of a full page. */
  public static final int ROWS = 128;

  private final int number;
  private final FixedColumns fixed;
  private final ChangingColumns changing;
  private final int live;
  private final int unseen;
  private final int deleted;
  private final long sizeOctets;
  private final long maxModSeq;

  /**
   * A page of these columns.
   *
   * @param number its stable number in the mailbox, ascending with the UIDs; never given twice
   * @throws IllegalArgumentException if the columns are not of one length, 1 to 128
   */
  public Page(int number, FixedColumns fixed, ChangingColumns changing) {
    if (fixed.rows() != changing.rows() || fixed.rows() < 1 || number < 0) {
      throw new IllegalArgumentException(
          "page %d: %d fixed rows, %d changing ones (expected: as many, 1 to 128)"
              .formatted(number, fixed.rows(), changing.rows()));
    }
    this.number = number;
    this.fixed = fixed;
    this.changing = changing;
    int unseenRows = 0;
    int deletedRows = 0;
    long octets = 0;
    long highest = 0;
    for (int row = 0; row < fixed.rows(); row++) {
      if (changing.isLive(row)) {
        int bits = changing.systemBits(row);
        unseenRows += (bits & SystemFlag.SEEN.bit()) == 0 ? 1 : 0;
        deletedRows += (bits & SystemFlag.DELETED.bit()) == 0 ? 0 : 1;
        octets += fixed.sizeOctets(row);
        highest = Math.max(highest, changing.modSeq(row));
      }
    }
    live = changing.live().count();
    unseen = unseenRows;
    deleted = deletedRows;
    sizeOctets = octets;
    maxModSeq = highest;
  }

  public int number() {
    return number;
  }

  public FixedColumns fixed() {
    return fixed;
  }

  public ChangingColumns changing() {
    return changing;
  }

  int rows() {
    return fixed.rows();
  }

  int live() {
    return live;
  }

  int unseen() {
    return unseen;
  }

  int deleted() {
    return deleted;
  }

  long sizeOctets() {
    return sizeOctets;
  }

  long maxModSeq() {
    return maxModSeq;
  }

  /** The highest UID that a row has, expunged or not. */
  long lastUid() {
    return fixed.uid(fixed.rows() - 1);
  }

  /** Adds the UIDs of this page, which are above all that the bitmap holds. */
  void addUids(RoaringBitmap all) {
    long first = fixed.uid(0);
    if (live == rows() && lastUid() - first == rows() - 1) {
      all.add(first, lastUid() + 1);
      return;
    }
    for (int row = 0; row < rows(); row++) {
      if (isLive(row)) {
        all.add((int) fixed.uid(row));
      }
    }
  }

  boolean isLive(int row) {
    return changing.isLive(row);
  }

  boolean has(int row, SystemFlag flag) {
    return (changing.systemBits(row) & flag.bit()) != 0;
  }

  MessageRecord record(int row) {
    return new MessageRecord(
        new Uid(fixed.uid(row)),
        new ModSeq(changing.modSeq(row)),
        changing.flags(row),
        fixed.emailId(row),
        fixed.sizeOctets(row),
        fixed.internalDate(row),
        fixed.saveDateEpochSecond(row),
        fixed.threadId(row),
        fixed.messageIdHash(row));
  }

  /** This page with changed flags in some rows; what stays the same keeps its mod-sequence. */
  Page withFlags(RowMask rows, FlagChange.Mode mode, Flags named, long modSeq) {
    ChangingColumns.Builder next = null;
    for (int row = 0; row < rows(); row++) {
      if (rows.has(row)) {
        Flags old = changing.flags(row);
        Flags flags = mode.applyTo(old, named);
        if (!flags.equals(old)) {
          next = next == null ? changing.change() : next;
          next.put(row, modSeq, flags.systemBits(), flags.keywords());
        }
      }
    }
    return next == null ? this : new Page(number, fixed, next.build());
  }

  /** Whether the change would make a difference to any of the rows. */
  boolean wouldChange(RowMask rows, FlagChange.Mode mode, Flags named) {
    for (int row = 0; row < rows(); row++) {
      if (rows.has(row)) {
        Flags old = changing.flags(row);
        if (!mode.applyTo(old, named).equals(old)) {
          return true;
        }
      }
    }
    return false;
  }

  /** This page without some rows. */
  Page without(RowMask rows) {
    ChangingColumns.Builder next = changing.change();
    for (int row = 0; row < rows(); row++) {
      if (rows.has(row)) {
        next.expunge(row);
      }
    }
    return new Page(number, fixed, next.build());
  }
}
