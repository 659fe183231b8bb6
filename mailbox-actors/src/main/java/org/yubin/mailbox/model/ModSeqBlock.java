package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.List;
import org.yubin.mailbox.model.ModSeqIndex.Entry;

/**
 * A sealed run of {@link ModSeqIndex} entries: octets, with the bounds and the union of what was
 * expunged beside them.
 *
 * <p>The octets: number of entries; then for each the differences of modseq, sequence and UIDNEXT
 * to the one before it (0, 0, 1 at first), the length of the expunged set and its stored form
 * (length 0: nothing).
 */
public final class ModSeqBlock {
  private final byte[] octets;
  private final long firstModSeq;
  private final long lastModSeq;
  private final long lastUidNext;
  private final UidSet expunged;

  private ModSeqBlock(byte[] octets, List<Entry> entries) {
    this.octets = octets;
    firstModSeq = entries.get(0).modSeq();
    lastModSeq = entries.get(entries.size() - 1).modSeq();
    lastUidNext = entries.get(entries.size() - 1).uidNext();
    UidSet.Union union = new UidSet.Union();
    entries.forEach(entry -> union.add(entry.expunged()));
    expunged = union.toSet();
  }

  static ModSeqBlock seal(List<Entry> entries) {
    return new ModSeqBlock(write(entries), entries);
  }

  /**
   * Reads {@link #octets()}.
   *
   * @throws IllegalArgumentException if these are not octets of a block
   */
  public static ModSeqBlock of(byte[] octets) {
    List<Entry> entries = read(octets);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("modseq block: no entry (expected: at least 1)");
    }
    return new ModSeqBlock(octets.clone(), entries);
  }

  /** The stored form; also of the open entries. */
  public static byte[] write(List<Entry> entries) {
    VarInts out = VarInts.writer().put(entries.size());
    long modSeq = 0;
    long sequence = 0;
    long uidNext = 1;
    for (Entry entry : entries) {
      out.put(entry.modSeq() - modSeq).put(entry.sequence() - sequence);
      out.put(entry.uidNext() - uidNext);
      out.putBytes(entry.expunged().isEmpty() ? new byte[0] : entry.expunged().toBytes());
      modSeq = entry.modSeq();
      sequence = entry.sequence();
      uidNext = entry.uidNext();
    }
    return out.written();
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException if these are other octets
   */
  public static List<Entry> read(byte[] octets) {
    VarInts in = VarInts.reader(octets);
    long count = in.get();
    List<Entry> entries = new ArrayList<>();
    long modSeq = 0;
    long sequence = 0;
    long uidNext = 1;
    for (long i = 0; i < count; i++) {
      modSeq += in.get();
      sequence += in.get();
      uidNext += in.get();
      byte[] set = in.getBytes();
      entries.add(
          new Entry(
              modSeq, sequence, uidNext, set.length == 0 ? UidSet.EMPTY : UidSet.fromBytes(set)));
    }
    return entries;
  }

  List<Entry> entries() {
    return read(octets);
  }

  /** The stored form, a copy. */
  public byte[] octets() {
    return octets.clone();
  }

  public long firstModSeq() {
    return firstModSeq;
  }

  public long lastModSeq() {
    return lastModSeq;
  }

  long lastUidNext() {
    return lastUidNext;
  }

  UidSet expunged() {
    return expunged;
  }
}
