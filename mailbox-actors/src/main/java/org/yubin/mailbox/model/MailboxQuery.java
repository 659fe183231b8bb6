package org.yubin.mailbox.model;

import java.time.LocalDate;
import java.util.List;
import org.yubin.persistence.id.EmailId;

/**
 * What the mailbox alone can answer of SEARCH (RFC 9051 §6.4.4): flags, dates, sizes, UIDs,
 * mod-sequences, ids.
 */
public sealed interface MailboxQuery {
  /** How a date is compared. */
  enum When {
    BEFORE,
    ON,
    SINCE
  }

  record All() implements MailboxQuery {}

  record Uids(UidSet uids) implements MailboxQuery {}

  record HasFlag(SystemFlag flag) implements MailboxQuery {}

  record HasKeyword(String keyword) implements MailboxQuery {}

  record Internal(When when, LocalDate date) implements MailboxQuery {}

  record Saved(When when, LocalDate date) implements MailboxQuery {}

  record Larger(long octets) implements MailboxQuery {}

  record Smaller(long octets) implements MailboxQuery {}

  record ModSeqAtLeast(ModSeq modSeq) implements MailboxQuery {}

  record EmailIdIs(EmailId emailId) implements MailboxQuery {}

  record ThreadIdIs(long threadId) implements MailboxQuery {}

  record And(List<MailboxQuery> all) implements MailboxQuery {
    public And {
      all = List.copyOf(all);
    }
  }

  record Or(MailboxQuery a, MailboxQuery b) implements MailboxQuery {}

  record Not(MailboxQuery query) implements MailboxQuery {}
}
