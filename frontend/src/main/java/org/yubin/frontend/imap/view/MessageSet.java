package org.yubin.frontend.imap.view;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;
import org.yubin.mailbox.model.UidSet;

/**
 * A sequence-set as it was received (RFC 3501 §9): ranges, never expanded, of sequence numbers or
 * UIDs; which of the two, the command knows. Only {@link MailboxView#resolve} gives it a meaning.
 *
 * @param ranges in the order received; at least one, unless {@code $} stands alone
 * @param saved whether {@code $} stands in it: the messages of the last saved search (RFC 5182)
 */
public record MessageSet(List<Range> ranges, boolean saved) {
  /** Stands for {@code *}, the largest number in use. */
  public static final long STAR = Long.MAX_VALUE;

  public MessageSet {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty() && !saved) {
      throw new IllegalArgumentException("ranges: none (expected: at least one)");
    }
  }

  /** A set without {@code $}. */
  public MessageSet(List<Range> ranges) {
    this(ranges, false);
  }

  /** One range; {@code 4:2} means the same as {@code 2:4}. Each end is 1..4294967295 or STAR. */
  public record Range(long first, long last) {
    @Override
    public String toString() {
      return first == last ? text(first) : text(first) + ":" + text(last);
    }

    private static String text(long number) {
      return number == STAR ? "*" : Long.toString(number);
    }
  }

  /** The set of one range. */
  public static MessageSet of(long first, long last) {
    return new MessageSet(List.of(new Range(first, last)));
  }

  /** Whether {@code *} stands in it. */
  public boolean hasStar() {
    return ranges.stream().anyMatch(range -> range.first() == STAR || range.last() == STAR);
  }

  /** Whether each number is above those before it. */
  boolean ascends() {
    long before = 0;
    for (Range range : ranges) {
      if (range.first() <= before || range.last() < range.first()) {
        return false;
      }
      before = range.last();
    }
    return true;
  }

  /**
   * Those of some UIDs that it names, read as UIDs, whether there are such messages or not; {@code
   * *} is the highest UID that there can be. Not those of {@code $}, which only the view knows.
   */
  public UidSet among(UidSet some) {
    if (some.isEmpty()) {
      return some;
    }
    RoaringBitmap named = new RoaringBitmap();
    for (Range range : ranges) {
      long first = Math.min(range.first(), range.last());
      long last = Math.min(Math.max(range.first(), range.last()), some.last());
      if (first <= last) {
        named.add(first, last + 1);
      }
    }
    return some.and(UidSet.of(named));
  }

  @Override
  public String toString() {
    return Stream.concat(ranges.stream().map(Range::toString), saved ? Stream.of("$") : Stream.of())
        .collect(Collectors.joining(","));
  }
}
