package org.yubin.mailbox.entity.message;

import akka.actor.typed.ActorRef;
import org.yubin.entity.EntityMessage;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.MailboxId;

/** What the gate of a mailbox is asked; each may come from another node. */
public sealed interface MailboxMessage extends EntityMessage {
  /** Decide and persist; the answer holds a {@code MailboxReply}. */
  record Execute(MailboxCommand command, Cause cause, ActorRef<MailboxAnswer> replyTo)
      implements MailboxMessage {}

  /**
   * Begin a move, or join the one that runs under this request id; the answer holds a {@code
   * Moved}.
   */
  record Move(UidSet uids, MailboxId target, Cause cause, ActorRef<MailboxAnswer> replyTo)
      implements MailboxMessage {}

  /** The answer holds an {@code Opened}. */
  record Open(boolean readOnly, ActorRef<MailboxAnswer> replyTo) implements MailboxMessage {}

  /** The answer holds a {@code RecordPage}. */
  record Records(UidSet uids, ActorRef<MailboxAnswer> replyTo) implements MailboxMessage {}

  /** The answer holds {@code Changes}; {@code claimRecent}: for a subscriber that may. */
  record ChangesSince(ModSeq from, boolean claimRecent, ActorRef<MailboxAnswer> replyTo)
      implements MailboxMessage {}

  /** The answer holds a {@code UidSet}. */
  record Query(MailboxQuery query, ActorRef<MailboxAnswer> replyTo) implements MailboxMessage {}

  /** The answer holds a {@code MailboxStatus}. */
  record Status(ActorRef<MailboxAnswer> replyTo) implements MailboxMessage {}

  /**
   * From now on tell this subscriber; it is answered with {@code Subscribed}. Repeating is
   * harmless.
   */
  record Subscribe(ActorRef<MailboxNotice> subscriber, boolean readOnly)
      implements MailboxMessage {}

  /** No longer tell it. */
  record Unsubscribe(ActorRef<MailboxNotice> subscriber) implements MailboxMessage {}
}
