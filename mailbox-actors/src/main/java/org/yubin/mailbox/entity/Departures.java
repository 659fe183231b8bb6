package org.yubin.mailbox.entity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * Notices which emails have left a mailbox, and tells the {@link ExpungeListener}, beside the gate.
 */
final class Departures {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  /** Up to so many emails are looked for one by one, since a copy may have stayed. */
  private static final int FEW = 8;

  private final MailboxId mailbox;
  private final ExpungeListener listener;
  private final Executor scan;
  private final InstantSource clock;

  /**
   * @param scan runs the comparison of the two states
   */
  Departures(MailboxId mailbox, ExpungeListener listener, Executor scan, InstantSource clock) {
    this.mailbox = mailbox;
    this.listener = listener;
    this.scan = scan;
    this.clock = clock;
  }

  /** Both states are confirmed, one after the other. */
  void look(MailboxState before, MailboxState after) {
    if (!before.isLive()) {
      return;
    }
    UidSet gone =
        after.deleted()
            ? before.messages().uids()
            : after.index().expungedSince(before.highestModSeq());
    if (!gone.isEmpty()) {
      Instant at = clock.instant();
      scan.execute(() -> tell(before, gone, after, at));
    }
  }

  private void tell(MailboxState before, UidSet gone, MailboxState after, Instant at) {
    Set<EmailId> left = emails(before, gone);
    if (left.size() <= FEW) {
      left.removeIf(email -> !new MailboxQuery.EmailIdIs(email).evaluate(after).isEmpty());
    } else {
      left.removeAll(emails(after, after.messages().uids()));
    }
    AccountId account = before.origin().orElseThrow().owner();
    listener
        .expunged(account, mailbox, left, at)
        .whenComplete(
            (told, failure) -> {
              if (failure != null) {
                LOG.atWarn()
                    .addKeyValue("mailbox", mailbox)
                    .setCause(failure)
                    .log(
                        "references of {} expunged emails stay for the collector to find",
                        left.size());
              }
            });
  }

  private static Set<EmailId> emails(MailboxState state, UidSet uids) {
    Set<EmailId> emails = new HashSet<>();
    UidSet rest = uids;
    while (!rest.isEmpty()) {
      RecordPage page = state.records(rest);
      page.records().forEach(record -> emails.add(record.emailId()));
      rest = page.rest();
    }
    return emails;
  }
}
