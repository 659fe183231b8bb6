package org.yubin.frontend.imap.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;

/**
 * The selected mailbox as far as its client has been told of it. Message sequence numbers are ranks
 * in the bitmap of UIDs, so both directions cost next to nothing in a mailbox of any size. Changes
 * only when the client is told (see {@code Updates}). Confined to its session.
 */
public final class MailboxView {
  private final RoaringBitmap uids;
  private final RoaringBitmap recent;

  /** What {@code $} stands for (RFC 5182 §2.1). */
  private RoaringBitmap saved = new RoaringBitmap();

  /**
   * @param uids the messages at the time of SELECT
   * @param recent those that are \Recent to this session
   */
  public MailboxView(UidSet uids, UidSet recent) {
    this.uids = uids.bitmap();
    this.recent = recent.bitmap();
  }

  /** The number of messages: EXISTS. */
  public long exists() {
    return uids.getLongCardinality();
  }

  /** The number of messages that are \Recent to this session: RECENT. */
  public long recent() {
    return recent.getLongCardinality();
  }

  /** Whether the message is \Recent to this session. */
  public boolean isRecent(long uid) {
    return recent.contains((int) uid);
  }

  /** The messages that are \Recent to this session. */
  public UidSet recentUids() {
    return UidSet.of(recent);
  }

  /** The messages that the client knows of. */
  public UidSet uids() {
    return UidSet.of(uids);
  }

  /** Those of a set that the client knows of. */
  public UidSet known(UidSet some) {
    RoaringBitmap both = some.bitmap();
    both.and(uids);
    return UidSet.of(both);
  }

  /** Whether the client knows of this message. */
  public boolean contains(long uid) {
    return uid >= 1 && uid <= Uid.MAX && uids.contains((int) uid);
  }

  /** The sequence number of a message that the client knows of. */
  public long seq(long uid) {
    if (!contains(uid)) {
      throw new IllegalArgumentException("uid: " + uid + " (expected: a message of this view)");
    }
    return uids.rankLong((int) uid);
  }

  /** The UID of a sequence number, 1 to {@link #exists}. */
  public long uid(long seq) {
    if (seq < 1 || seq > exists()) {
      throw new IllegalArgumentException("seq: " + seq + " (expected: 1 to " + exists() + ")");
    }
    return Integer.toUnsignedLong(uids.select((int) (seq - 1)));
  }

  /** From now on {@code $} stands for these messages, as long as the client knows of them. */
  public void save(UidSet found) {
    saved = found.bitmap();
    saved.and(uids);
  }

  /**
   * The messages that a set names: the only place where sets get a meaning. {@code *} is the last
   * message that the client knows of. A UID that is not there names nothing (RFC 3501 §6.4.8); a
   * sequence number that is not there makes the whole set invalid (RFC 9051 §9, seq-number), as
   * {@code *} does in an empty mailbox: then the answer is empty, and the command is BAD. {@code $}
   * is always valid, though it may name nothing (RFC 5182 §2.1).
   */
  public Optional<UidSet> resolve(MessageSet set, boolean byUid) {
    return byUid ? Optional.of(byUid(set)) : bySeq(set);
  }

  /**
   * The messages that a key of SEARCH names: there a number beyond the end is that of no message,
   * and the others of the set keep their meaning (RFC 3501 §6.4.4, {@code <sequence set>}).
   */
  public UidSet named(MessageSet set, boolean byUid) {
    return byUid ? byUid(set) : bySeqAsFarAsThere(set);
  }

  /** What {@code $} adds to a set. */
  private RoaringBitmap begun(MessageSet set) {
    return set.saved() ? saved.clone() : new RoaringBitmap();
  }

  private UidSet bySeqAsFarAsThere(MessageSet set) {
    RoaringBitmap named = begun(set);
    long count = exists();
    for (MessageSet.Range range : set.ranges()) {
      long a = range.first() == MessageSet.STAR ? count : range.first();
      long b = range.last() == MessageSet.STAR ? count : range.last();
      if (count > 0 && Math.min(a, b) <= count) {
        named.add(uid(Math.min(a, b)), uid(Math.min(Math.max(a, b), count)) + 1);
      }
    }
    named.and(uids);
    return UidSet.of(named);
  }

  private UidSet byUid(MessageSet set) {
    RoaringBitmap named = begun(set);
    if (!uids.isEmpty()) {
      long last = Integer.toUnsignedLong(uids.last());
      for (MessageSet.Range range : set.ranges()) {
        long a = range.first() == MessageSet.STAR ? last : range.first();
        long b = range.last() == MessageSet.STAR ? last : range.last();
        named.add(Math.min(a, b), Math.max(a, b) + 1);
      }
      named.and(uids);
    }
    return UidSet.of(named);
  }

  private Optional<UidSet> bySeq(MessageSet set) {
    RoaringBitmap named = begun(set);
    long count = exists();
    for (MessageSet.Range range : set.ranges()) {
      long a = range.first() == MessageSet.STAR ? count : range.first();
      long b = range.last() == MessageSet.STAR ? count : range.last();
      if (Math.min(a, b) < 1 || Math.max(a, b) > count) {
        return Optional.empty();
      }
      named.add(uid(Math.min(a, b)), uid(Math.max(a, b)) + 1);
    }
    named.and(uids);
    return Optional.of(UidSet.of(named));
  }

  /** The sequence numbers of messages that the client knows of, at least one. */
  public MessageSet numbers(UidSet some) {
    List<MessageSet.Range> ranges = new ArrayList<>();
    long[] run = {0, 0};
    known(some)
        .forEach(
            uid -> {
              long seq = uids.rankLong((int) uid);
              if (run[0] > 0 && seq > run[1] + 1) {
                ranges.add(new MessageSet.Range(run[0], run[1]));
                run[0] = seq;
              }
              run[0] = run[0] == 0 ? seq : run[0];
              run[1] = seq;
            });
    ranges.add(new MessageSet.Range(run[0], run[1]));
    return new MessageSet(ranges);
  }

  /** Adds messages that the client is being told of, some of them \Recent. */
  public void append(UidSet appended, UidSet recentAmongThem) {
    uids.or(appended.bitmap());
    RoaringBitmap news = recentAmongThem.bitmap();
    news.and(uids);
    recent.or(news);
  }

  /**
   * Removes messages, and says as which sequence numbers the client is to be told: in this order,
   * each number counts from the mailbox that the one before it left (RFC 3501 §7.4.1).
   */
  public long[] expunge(UidSet vanished) {
    RoaringBitmap gone = vanished.bitmap();
    gone.and(uids);
    long[] seqs = new long[gone.getCardinality()];
    int[] told = {0};
    gone.forEach((int uid) -> seqs[told[0]] = uids.rankLong(uid) - told[0]++);
    uids.andNot(gone);
    recent.andNot(gone);
    saved.andNot(gone);
    return seqs;
  }
}
