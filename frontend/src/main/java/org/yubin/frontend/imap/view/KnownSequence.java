package org.yubin.frontend.imap.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Sequence numbers and the UIDs that a client believes them to be, pair by pair (RFC 7162
 * §3.2.5.2). Kept as runs, never expanded.
 */
public final class KnownSequence {
  private final List<Run> runs;

  /** Pairs from (seq, uid) on, both rising by one. */
  private record Run(long seq, long uid, long length) {}

  private KnownSequence(List<Run> runs) {
    this.runs = runs;
  }

  /** The pairs of two sets without {@code *}; empty if one does not ascend, or is longer. */
  public static Optional<KnownSequence> of(MessageSet seqs, MessageSet uids) {
    if (!seqs.ascends() || !uids.ascends()) {
      return Optional.empty();
    }
    List<Run> runs = new ArrayList<>();
    int s = 0;
    int u = 0;
    long usedOfSeqs = 0;
    long usedOfUids = 0;
    while (s < seqs.ranges().size() && u < uids.ranges().size()) {
      MessageSet.Range a = seqs.ranges().get(s);
      MessageSet.Range b = uids.ranges().get(u);
      long leftOfSeqs = a.last() - a.first() + 1 - usedOfSeqs;
      long leftOfUids = b.last() - b.first() + 1 - usedOfUids;
      long length = Math.min(leftOfSeqs, leftOfUids);
      runs.add(new Run(a.first() + usedOfSeqs, b.first() + usedOfUids, length));
      usedOfSeqs = length == leftOfSeqs ? 0 : usedOfSeqs + length;
      usedOfUids = length == leftOfUids ? 0 : usedOfUids + length;
      s += length == leftOfSeqs ? 1 : 0;
      u += length == leftOfUids ? 1 : 0;
    }
    boolean asLong = s == seqs.ranges().size() && u == uids.ranges().size();
    Collections.reverse(runs);
    return asLong ? Optional.of(new KnownSequence(runs)) : Optional.empty();
  }

  /** The highest UID that has the number that the client believes it to have; 0 if none has. */
  public long lastMatch(MailboxView view) {
    for (Run run : runs) {
      long match = lastMatch(run, view);
      if (match > 0) {
        return match;
      }
    }
    return 0;
  }

  /**
   * Within a run the mailbox's UIDs rise by one or more with each number, the client's by one: so
   * how far they are apart never falls, and the last pair that matches is found by halving.
   */
  private static long lastMatch(Run run, MailboxView view) {
    long low = 0; // pairs below it: the mailbox's UID is at most the client's
    long high = Math.min(run.length(), view.exists() - run.seq() + 1);
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (view.uid(run.seq() + middle) <= run.uid() + middle) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    long last = low - 1;
    return last >= 0 && view.uid(run.seq() + last) == run.uid() + last ? run.uid() + last : 0;
  }
}
