package org.yubin.frontend.imap.wire;

import java.util.ArrayList;
import java.util.List;
import org.yubin.frontend.imap.view.MessageSet;

/** Sets of messages as clients name them (RFC 3501 §9). */
final class SequenceSets {
  private SequenceSets() {}

  // sequence-set = (seq-number / seq-range) *("," sequence-set)
  // sequence-set =/ "$" (RFC 5182 §3): alone, or behind numbers
  // seq-range    = seq-number ":" seq-number
  static MessageSet read(ImapReader in) throws ImapSyntaxException {
    List<MessageSet.Range> ranges = new ArrayList<>();
    if (in.tryChar('$')) {
      return new MessageSet(ranges, true);
    }
    boolean saved = false;
    do {
      if (in.tryChar('$')) {
        saved = true;
        continue;
      }
      long first = seqNumber(in);
      long last = in.tryChar(':') ? seqNumber(in) : first;
      ranges.add(new MessageSet.Range(first, last));
    } while (in.tryChar(','));
    return new MessageSet(ranges, saved);
  }

  // seq-number = nz-number / "*"
  private static long seqNumber(ImapReader in) throws ImapSyntaxException {
    return in.tryChar('*') ? MessageSet.STAR : in.nzNumber();
  }
}
