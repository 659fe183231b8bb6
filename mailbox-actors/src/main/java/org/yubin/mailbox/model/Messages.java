package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/**
 * The messages of a mailbox, ascending by UID, in copy-on-write pages. Immutable: a change copies
 * the pages it touches (some kilobytes each) and the list of pages; the rest is shared. A UID is
 * found in logarithmic time; the counters are kept with the pages.
 *
 * <p>Pages are filled in order of arrival. One that has lost half of its rows is packed, and joined
 * with the one before it if both together fill half a page at most; an empty one goes. All of this
 * follows from the events alone, so a replay makes the same pages.
 */
public final class Messages {
  public static final Messages EMPTY = new Messages(new Page[0], 0);

  private final Page[] pages;
  private final int nextPageNumber;
  private final long size;
  private final long unseen;
  private final long deleted;
  private final long sizeOctets;

  private Messages(Page[] pages, int nextPageNumber) {
    this.pages = pages;
    this.nextPageNumber = nextPageNumber;
    long n = 0;
    long unseenRows = 0;
    long deletedRows = 0;
    long octets = 0;
    for (Page page : pages) {
      n += page.live();
      unseenRows += page.unseen();
      deletedRows += page.deleted();
      octets += page.sizeOctets();
    }
    size = n;
    unseen = unseenRows;
    deleted = deletedRows;
    sizeOctets = octets;
  }

  /**
   * Puts stored pages together again.
   *
   * @throws IllegalArgumentException if they do not ascend by number and UID
   */
  public static Messages of(List<Page> pages, int nextPageNumber) {
    for (int i = 0; i < pages.size(); i++) {
      Page page = pages.get(i);
      boolean ascends =
          i == 0
              || (page.number() > pages.get(i - 1).number()
                  && page.fixed().uid(0) > pages.get(i - 1).lastUid());
      if (!ascends || page.number() >= nextPageNumber) {
        throw new IllegalArgumentException(
            "page %d, the next is %d (expected: ascending numbers and UIDs)"
                .formatted(page.number(), nextPageNumber));
      }
    }
    return new Messages(pages.toArray(new Page[0]), nextPageNumber);
  }

  public long size() {
    return size;
  }

  public long unseen() {
    return unseen;
  }

  /** How many have \Deleted. */
  public long deleted() {
    return deleted;
  }

  public long sizeOctets() {
    return sizeOctets;
  }

  /** The pages as they are stored, ascending. */
  public List<Page> pages() {
    return Collections.unmodifiableList(Arrays.asList(pages));
  }

  /** The number that the next new page gets. */
  public int nextPageNumber() {
    return nextPageNumber;
  }

  /** The page of a number, found in logarithmic time. */
  public Optional<Page> page(int number) {
    int low = 0;
    int high = pages.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pages[middle].number() < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < pages.length && pages[low].number() == number
        ? Optional.of(pages[low])
        : Optional.empty();
  }

  public Optional<MessageRecord> find(Uid uid) {
    int index = pageFrom(uid.value());
    if (index == pages.length) {
      return Optional.empty();
    }
    Page page = pages[index];
    int row = page.fixed().rowFrom(uid.value());
    return page.fixed().uid(row) == uid.value() && page.isLive(row)
        ? Optional.of(page.record(row))
        : Optional.empty();
  }

  /** All UIDs; of a page without gaps only its ends are looked at. */
  public UidSet uids() {
    RoaringBitmap found = new RoaringBitmap();
    for (Page page : pages) {
      page.addUids(found);
    }
    return UidSet.owning(found);
  }

  /** Those that pass the test; every message is looked at. */
  UidSet select(MailboxQuery.RowTest test) {
    RoaringBitmapWriter<RoaringBitmap> found = RoaringBitmapWriter.writer().get();
    for (Page page : pages) {
      addRows(page, test, found);
    }
    return result(found);
  }

  /** Those changed or arrived after a mod-sequence; pages that did not change are passed over. */
  public UidSet changedSince(ModSeq modSeq) {
    RoaringBitmapWriter<RoaringBitmap> found = RoaringBitmapWriter.writer().get();
    for (Page page : pages) {
      if (page.maxModSeq() > modSeq.value()) {
        addRows(page, (p, row) -> p.changing().modSeq(row) > modSeq.value(), found);
      }
    }
    return result(found);
  }

  /** Those with \Deleted. */
  UidSet markedDeleted() {
    RoaringBitmapWriter<RoaringBitmap> found = RoaringBitmapWriter.writer().get();
    for (Page page : pages) {
      if (page.deleted() > 0) {
        addRows(page, (p, row) -> p.has(row, SystemFlag.DELETED), found);
      }
    }
    return result(found);
  }

  Optional<Uid> firstUnseen() {
    for (Page page : pages) {
      if (page.unseen() > 0) {
        for (int row = 0; row < page.rows(); row++) {
          if (page.isLive(row) && !page.has(row, SystemFlag.SEEN)) {
            return Optional.of(new Uid(page.fixed().uid(row)));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static void addRows(
      Page page, MailboxQuery.RowTest test, RoaringBitmapWriter<RoaringBitmap> found) {
    for (int row = 0; row < page.rows(); row++) {
      if (page.isLive(row) && test.test(page, row)) {
        found.add((int) page.fixed().uid(row));
      }
    }
  }

  private static UidSet result(RoaringBitmapWriter<RoaringBitmap> found) {
    return UidSet.owning(found.get());
  }

  /** Those of the set that are there. */
  public UidSet existing(UidSet uids) {
    RoaringBitmapWriter<RoaringBitmap> found = RoaringBitmapWriter.writer().get();
    walk(
        uids,
        (index, rows) -> {
          addRows(pages[index], (page, row) -> rows.has(row), found);
          return true;
        });
    return result(found);
  }

  /** The records of at most so many of the set, ascending. */
  public List<MessageRecord> records(UidSet uids, int limit) {
    List<MessageRecord> records = new ArrayList<>();
    walk(
        uids,
        (index, rows) -> {
          Page page = pages[index];
          for (int row = 0; row < page.rows() && records.size() < limit; row++) {
            if (rows.has(row)) {
              records.add(page.record(row));
            }
          }
          return records.size() < limit;
        });
    return records;
  }

  /** Whether the change would make a difference to any of the set. */
  boolean wouldChange(UidSet uids, FlagChange.Mode mode, Flags named) {
    boolean[] differs = new boolean[1];
    walk(
        uids,
        (index, rows) -> {
          differs[0] = pages[index].wouldChange(rows, mode, named);
          return !differs[0];
        });
    return differs[0];
  }

  /** These messages with flags changed; those that stay the same keep their mod-sequence. */
  Messages withFlags(UidSet uids, FlagChange.Mode mode, Flags named, ModSeq modSeq) {
    Page[] next = pages.clone();
    walk(
        uids,
        (index, rows) -> {
          next[index] = pages[index].withFlags(rows, mode, named, modSeq.value());
          return true;
        });
    return new Messages(next, nextPageNumber);
  }

  /** These messages and more behind them, with ascending UIDs from {@code first} on. */
  Messages plus(Uid first, List<ArrivedMessage> more, ModSeq modSeq, long saveDateEpochSecond) {
    if (more.isEmpty()) {
      return this;
    }
    List<MessagesRestored.Row> rows = new ArrayList<>(more.size());
    long uid = first.value();
    for (ArrivedMessage message : more) {
      rows.add(new MessagesRestored.Row(new Uid(uid++), modSeq, saveDateEpochSecond, message));
    }
    return plus(rows);
  }

  /** These messages and more behind them, each with what it has; UIDs ascend. */
  Messages plus(List<MessagesRestored.Row> more) {
    List<Page> next = new ArrayList<>(Arrays.asList(pages));
    int number = nextPageNumber;
    PageBuilder filling;
    if (pages.length > 0 && pages[pages.length - 1].rows() < Page.ROWS) {
      Page last = next.remove(next.size() - 1);
      filling = new PageBuilder(last.number()).addAll(last);
    } else {
      filling = new PageBuilder(number++);
    }
    for (MessagesRestored.Row row : more) {
      if (filling.isFull()) {
        next.add(filling.build());
        filling = new PageBuilder(number++);
      }
      filling.add(
          row.uid().value(), row.message(), row.modSeq().value(), row.saveDateEpochSecond());
    }
    next.add(filling.build());
    return new Messages(next.toArray(new Page[0]), number);
  }

  /** These messages without some. */
  Messages minus(UidSet uids) {
    Page[] touched = pages.clone();
    walk(
        uids,
        (index, rows) -> {
          touched[index] = pages[index].without(rows);
          return true;
        });
    List<Page> next = new ArrayList<>(pages.length);
    for (int i = 0; i < pages.length; i++) {
      if (touched[i] == pages[i]) {
        next.add(pages[i]);
      } else {
        pack(touched[i], next);
      }
    }
    return new Messages(next.toArray(new Page[0]), nextPageNumber);
  }

  private static void pack(Page page, List<Page> next) {
    if (page.live() == 0) {
      return;
    }
    if (page.live() * 2 > page.rows()) {
      next.add(page);
      return;
    }
    Page before = next.isEmpty() ? null : next.get(next.size() - 1);
    if (before != null && before.live() + page.live() <= Page.ROWS / 2) {
      next.set(
          next.size() - 1, new PageBuilder(before.number()).addLive(before).addLive(page).build());
    } else {
      next.add(new PageBuilder(page.number()).addLive(page).build());
    }
  }

  /** The first page that can hold the UID or a higher one. */
  private int pageFrom(long uid) {
    int low = 0;
    int high = pages.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pages[middle].lastUid() < uid) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Visits the pages that hold messages of the set, with the rows meant, until told to stop. */
  private void walk(UidSet uids, PageVisitor visitor) {
    PeekableIntIterator wanted = uids.iterator();
    int index = 0;
    while (wanted.hasNext()) {
      long uid = Integer.toUnsignedLong(wanted.peekNext());
      if (index >= pages.length || pages[index].lastUid() < uid) {
        index = pageFrom(uid);
      }
      if (index == pages.length) {
        return;
      }
      Page page = pages[index];
      RowMask rows = RowMask.NONE;
      int row = page.fixed().rowFrom(uid);
      while (row < page.rows()) {
        long there = page.fixed().uid(row);
        wanted.advanceIfNeeded((int) there);
        if (!wanted.hasNext()) {
          break;
        }
        if (Integer.toUnsignedLong(wanted.peekNext()) == there && page.isLive(row)) {
          rows = rows.with(row);
        }
        row++;
      }
      wanted.advanceIfNeeded((int) Math.min(page.lastUid() + 1, Uid.MAX));
      if (wanted.hasNext() && Integer.toUnsignedLong(wanted.peekNext()) <= page.lastUid()) {
        wanted.next(); // the page ends with the highest UID there can be
      }
      if (!rows.equals(RowMask.NONE) && !visitor.visit(index, rows)) {
        return;
      }
      index++;
    }
  }

  private interface PageVisitor {
    /** Whether to go on. */
    boolean visit(int index, RowMask rows);
  }
}
