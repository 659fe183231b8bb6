package org.yubin.frontend.imap.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A sequence-set (RFC 3501 §9).
 *
 * @param byUid whether its numbers are UIDs
 */
record MessageSetSpec(List<Range> ranges, boolean byUid) {
  /** Stands for {@code *}. */
  static final long STAR = -1;

  /** One range; one number if both ends are the same. */
  record Range(long from, long to) {
    String text() {
      return from == to ? text(from) : text(from) + ":" + text(to);
    }

    private static String text(long number) {
      return number == STAR ? "*" : Long.toString(number);
    }

    boolean names(long number, long last) {
      long a = from == STAR ? last : from;
      long b = to == STAR ? last : to;
      return number >= Math.min(a, b) && number <= Math.max(a, b);
    }

    boolean within(long last) {
      long a = from == STAR ? last : from;
      long b = to == STAR ? last : to;
      return Math.min(a, b) >= 1 && Math.max(a, b) <= last;
    }
  }

  String text() {
    return ranges.stream().map(Range::text).collect(Collectors.joining(","));
  }

  /**
   * The messages of a view that it names, in the order of the view; empty if a sequence number is
   * beyond the end, which is BAD (RFC 3501 §9, nz-number of seq-number).
   */
  Optional<List<ModelMailbox.Message>> of(List<ModelMailbox.Message> view) {
    boolean beyond = !byUid && !ranges.stream().allMatch(range -> range.within(view.size()));
    return beyond ? Optional.empty() : Optional.of(clipped(view));
  }

  /** The same where what is beyond the end names nothing, as in SEARCH. */
  List<ModelMailbox.Message> clipped(List<ModelMailbox.Message> view) {
    List<ModelMailbox.Message> named = new ArrayList<>();
    if (view.isEmpty()) {
      return named;
    }
    long last = byUid ? view.get(view.size() - 1).uid : view.size();
    for (int i = 0; i < view.size(); i++) {
      long number = byUid ? view.get(i).uid : i + 1L;
      if (ranges.stream().anyMatch(range -> range.names(number, last))) {
        named.add(view.get(i));
      }
    }
    return named;
  }
}
