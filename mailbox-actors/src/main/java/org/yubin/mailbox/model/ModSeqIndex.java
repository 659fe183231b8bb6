package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What each mod-sequence stands for, for ever: which event of the log made it, which UIDs existed
 * then, and which UIDs it expunged. So what vanished since any mod-sequence is known, however old
 * (RFC 7162 §3.2.5.2), and the log can be entered at a mod-sequence.
 *
 * <p>An entry stands where messages arrived or were expunged, and at each {@value #MARK_EVERY}th
 * mod-sequence. Entries are kept in blocks: the last is open, the others are sealed octets, never
 * touched again and shared by all states and snapshots. One arrival costs about 4 octets.
 */
public final class ModSeqIndex {
  /** At least each so many mod-sequences one has an entry. */
  static final int MARK_EVERY = 64;

  /** Entries of a sealed block. */
  static final int BLOCK_ENTRIES = 128;

  /** Octets of expunged sets that seal a block early. */
  private static final int BLOCK_OCTETS = 32 * 1024;

  public static final ModSeqIndex EMPTY = new ModSeqIndex(new ModSeqBlock[0], List.of(), 0);

  private final ModSeqBlock[] sealed;
  private final List<Entry> open;
  private final int openOctets;

  private ModSeqIndex(ModSeqBlock[] sealed, List<Entry> open, int openOctets) {
    this.sealed = sealed;
    this.open = open;
    this.openOctets = openOctets;
  }

  /**
   * The state of affairs right after a mod-sequence.
   *
   * @param sequence the event's number in the log
   * @param uidNext the lowest UID that was never given
   * @param expunged what this mod-sequence expunged
   */
  public record Entry(long modSeq, long sequence, long uidNext, UidSet expunged) {}

  /**
   * Puts stored blocks together again.
   *
   * @throws IllegalArgumentException if they do not ascend
   */
  public static ModSeqIndex of(List<ModSeqBlock> sealed, List<Entry> open) {
    long before = -1;
    int octets = 0;
    for (ModSeqBlock block : sealed) {
      before = ascending(before, block.firstModSeq());
      before = ascending(before - 1, block.lastModSeq());
    }
    for (Entry entry : open) {
      before = ascending(before, entry.modSeq());
      octets += octets(entry);
    }
    return new ModSeqIndex(sealed.toArray(new ModSeqBlock[0]), List.copyOf(open), octets);
  }

  /** Octets of the stored set: equal for equal sets, so that a replay seals where the owner did. */
  private static int octets(Entry entry) {
    return entry.expunged().isEmpty() ? 0 : entry.expunged().toBytes().length;
  }

  private static long ascending(long before, long modSeq) {
    if (modSeq <= before) {
      throw new IllegalArgumentException(
          "modseq index: " + modSeq + " after " + before + " (expected: ascending)");
    }
    return modSeq;
  }

  /** The sealed blocks, ascending; the n-th stays the n-th for ever. */
  public List<ModSeqBlock> sealed() {
    return Collections.unmodifiableList(Arrays.asList(sealed));
  }

  /** The entries behind the sealed blocks, fewer than a block of them. */
  public List<Entry> open() {
    return open;
  }

  /** This index and what the next mod-sequence did. */
  ModSeqIndex plus(Entry entry) {
    if (entry.expunged().isEmpty()
        && entry.modSeq() % MARK_EVERY != 0
        && entry.uidNext() == uidNextNow()) {
      return this;
    }
    List<Entry> next = new ArrayList<>(open.size() + 1);
    next.addAll(open);
    next.add(entry);
    int octets = openOctets + octets(entry);
    if (next.size() < BLOCK_ENTRIES && octets < BLOCK_OCTETS) {
      return new ModSeqIndex(sealed, Collections.unmodifiableList(next), octets);
    }
    ModSeqBlock[] more = Arrays.copyOf(sealed, sealed.length + 1);
    more[sealed.length] = ModSeqBlock.seal(next);
    return new ModSeqIndex(more, List.of(), 0);
  }

  private long uidNextNow() {
    if (!open.isEmpty()) {
      return open.get(open.size() - 1).uidNext();
    }
    return sealed.length == 0 ? 1 : sealed[sealed.length - 1].lastUidNext();
  }

  /** UIDNEXT as it was right after a mod-sequence. */
  public long uidNextAt(ModSeq modSeq) {
    return at(modSeq).uidNext();
  }

  /**
   * The number of the last indexed event at or before a mod-sequence: where reading the log on can
   * begin.
   */
  public long sequenceAt(ModSeq modSeq) {
    return at(modSeq).sequence();
  }

  private Entry at(ModSeq modSeq) {
    Entry found = new Entry(0, 0, 1, UidSet.EMPTY);
    int block = firstBlockEndingAfter(modSeq.value());
    if (block > 0) {
      List<Entry> entries = sealed[block - 1].entries();
      found = entries.get(entries.size() - 1);
    }
    List<Entry> inside = block < sealed.length ? sealed[block].entries() : open;
    for (Entry entry : inside) {
      if (entry.modSeq() <= modSeq.value()) {
        found = entry;
      }
    }
    return found;
  }

  /** All UIDs that were expunged after a mod-sequence. */
  public UidSet expungedSince(ModSeq modSeq) {
    UidSet.Union union = new UidSet.Union();
    int first = firstBlockEndingAfter(modSeq.value());
    for (int i = first; i < sealed.length; i++) {
      if (sealed[i].firstModSeq() > modSeq.value()) {
        union.add(sealed[i].expunged());
      } else {
        addAfter(modSeq, sealed[i].entries(), union);
      }
    }
    addAfter(modSeq, open, union);
    return union.toSet();
  }

  private static void addAfter(ModSeq modSeq, List<Entry> entries, UidSet.Union union) {
    for (Entry entry : entries) {
      if (entry.modSeq() > modSeq.value()) {
        union.add(entry.expunged());
      }
    }
  }

  private int firstBlockEndingAfter(long modSeq) {
    int low = 0;
    int high = sealed.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sealed[middle].lastModSeq() <= modSeq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
