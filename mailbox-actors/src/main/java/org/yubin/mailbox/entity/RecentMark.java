package org.yubin.mailbox.entity;

import java.util.concurrent.atomic.AtomicLong;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;

/**
 * Which messages have been told \Recent to nobody: those from a UID on. It is kept in memory, and
 * in the head row while the mailbox sleeps; after a crash messages may be \Recent once more, which
 * RFC 3501 §2.3.2 allows. Thread safe: what is claimed twice at once goes to one of the two.
 */
final class RecentMark {
  private final AtomicLong from;

  /**
   * @param from the first UID that nobody was told of; 0 or 1 for all
   */
  RecentMark(long from) {
    this.from = new AtomicLong(Math.max(from, Uid.FIRST.value()));
  }

  /** Those of {@code uids} that nobody has claimed. */
  UidSet unclaimed(UidSet uids) {
    return uids.from(from.get());
  }

  /**
   * Claims all that {@code state} holds.
   *
   * @return those of {@code uids} that nobody had claimed
   */
  UidSet claim(MailboxState state, UidSet uids) {
    long next = state.uidNext().value();
    return uids.from(from.getAndAccumulate(next, Math::max));
  }

  long from() {
    return from.get();
  }
}
