package org.yubin.mailbox.entity;

import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;

/**
 * Which messages have been told \Recent to nobody: those from a UID on. It is kept in memory, and
 * in the head row while the mailbox sleeps; after a crash messages may be \Recent once more, which
 * RFC 3501 §2.3.2 allows.
 */
final class RecentMark {
  private long from;

  /**
   * @param from the first UID that nobody was told of; 0 or 1 for all
   */
  RecentMark(long from) {
    this.from = Math.max(from, Uid.FIRST.value());
  }

  /** Those of {@code uids} that nobody has claimed. */
  UidSet unclaimed(UidSet uids) {
    return uids.from(from);
  }

  /** All that {@code state} holds have been claimed. */
  void claim(MailboxState state) {
    from = Math.max(from, state.uidNext().value());
  }

  long from() {
    return from;
  }
}
