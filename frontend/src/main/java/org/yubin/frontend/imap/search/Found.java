package org.yubin.frontend.imap.search;

import org.roaringbitmap.RoaringBitmap;
import org.yubin.frontend.imap.view.MailboxView;
import org.yubin.mailbox.model.UidSet;

/**
 * The messages that a SEARCH has found, as its client names them.
 *
 * @param uids of messages that the client knows of
 * @param byUid whether it names them by UID, not by sequence number
 */
public record Found(UidSet uids, MailboxView view, boolean byUid) {
  /** The UID or the sequence number of one. */
  public long number(long uid) {
    return byUid ? uid : view.seq(uid);
  }

  /** All of them as a sequence-set (RFC 3501 §9). */
  public String sequenceSet() {
    if (byUid) {
      return uids.toString();
    }
    RoaringBitmap seqs = new RoaringBitmap();
    uids.forEach(uid -> seqs.add((int) view.seq(uid)));
    return UidSet.of(seqs).toString();
  }
}
