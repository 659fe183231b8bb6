package org.yubin.mailbox.entity;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.MailboxId;

/**
 * All mailboxes of the cluster, wherever their owners are.
 *
 * <p>Every answer is confirmed by the owner's fence. A failover is hidden: each call tries again
 * for a configured time, changes under the same request id, and then completes with {@link
 * Result.Refused} of {@code UNAVAILABLE}; whether the change was made is then not known. The stages
 * complete on an arbitrary thread, and exceptionally only on a fault of the program. A mailbox that
 * was never initialised, or was deleted, is {@code NONEXISTENT}.
 */
public interface Mailboxes {
  /**
   * Changes a mailbox; at most once, whatever is retried under {@code cause.request()} within 5
   * minutes.
   */
  CompletionStage<Result<MailboxReply>> execute(
      MailboxId mailbox, MailboxCommand command, Cause cause);

  /** The state to select; claims \Recent unless {@code readOnly} (RFC 3501 §2.3.2). */
  CompletionStage<Result<Opened>> open(MailboxId mailbox, boolean readOnly);

  /**
   * Records of the messages among {@code uids} that exist, a page of at most 1,024; the rest is
   * named in the page.
   */
  CompletionStage<Result<RecordPage>> records(MailboxId mailbox, UidSet uids);

  /**
   * As {@link #records}, for a caller who looks only at what never changes of a message: not at
   * flags, keywords and modseq. May answer from memory, without the owner; then a message that was
   * expunged meanwhile may be among them.
   */
  default CompletionStage<Result<RecordPage>> fixedRecords(MailboxId mailbox, UidSet uids) {
    return records(mailbox, uids);
  }

  /** All that has changed since {@code from}, however long ago that is. */
  CompletionStage<Result<Changes>> changesSince(MailboxId mailbox, ModSeq from);

  /** The UIDs that match. */
  CompletionStage<Result<UidSet>> query(MailboxId mailbox, MailboxQuery query);

  /** The counters; a mailbox that sleeps is not woken for them. */
  CompletionStage<Result<MailboxStatus>> status(MailboxId mailbox);

  /**
   * Moves messages to another mailbox, or within one; an answer {@code Moved} says that they are
   * there, and there only.
   */
  CompletionStage<Result<MailboxReply>> move(
      MailboxId source, UidSet uids, MailboxId target, Cause cause);

  /**
   * Tells {@code listener} of every change after {@code from}, each once and in order, across
   * failovers.
   *
   * @param readOnly whether it leaves \Recent to others
   * @param listener called on an arbitrary thread, one call at a time; must not block
   */
  Subscription subscribe(
      MailboxId mailbox, ModSeq from, boolean readOnly, Consumer<MailboxPush> listener);
}
