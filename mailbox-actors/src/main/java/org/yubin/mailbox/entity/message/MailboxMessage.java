package org.yubin.mailbox.entity.message;

import akka.actor.typed.ActorRef;
import java.util.UUID;
import org.yubin.entity.EntityMessage;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.MailboxId;

/** What the gate of a mailbox is asked; each may come from another node. */
public sealed interface MailboxMessage extends EntityMessage {
  /** Hands this message to the method of its kind. */
  void accept(Receiver receiver);

  /** One method a message, so that none is forgotten. */
  interface Receiver {
    void onExecute(Execute message);

    void onMove(Move message);

    void onOpen(Open message);

    void onRecords(Records message);

    void onChangesSince(ChangesSince message);

    void onQuery(Query message);

    void onStatus(Status message);

    void onSubscribe(Subscribe message);

    void onUnsubscribe(Unsubscribe message);

    void onPart(Part message);
  }

  /** Decide and persist; the answer holds a {@code MailboxReply}. */
  record Execute(MailboxCommand command, Cause cause, ActorRef<MailboxAnswer> replyTo)
      implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onExecute(this);
    }
  }

  /**
   * Begin a move, or join the one that runs under this request id; the answer holds a {@code
   * Moved}.
   */
  record Move(UidSet uids, MailboxId target, Cause cause, ActorRef<MailboxAnswer> replyTo)
      implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onMove(this);
    }
  }

  /** The answer holds an {@code Opened}. */
  record Open(boolean readOnly, ActorRef<MailboxAnswer> replyTo) implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onOpen(this);
    }
  }

  /** The answer holds a {@code RecordPage}. */
  record Records(UidSet uids, ActorRef<MailboxAnswer> replyTo) implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onRecords(this);
    }
  }

  /** The answer holds {@code Changes}; {@code claimRecent}: for a subscriber that may. */
  record ChangesSince(ModSeq from, boolean claimRecent, ActorRef<MailboxAnswer> replyTo)
      implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onChangesSince(this);
    }
  }

  /** The answer holds a {@code UidSet}. */
  record Query(MailboxQuery query, ActorRef<MailboxAnswer> replyTo) implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onQuery(this);
    }
  }

  /** The answer holds a {@code MailboxStatus}. */
  record Status(ActorRef<MailboxAnswer> replyTo) implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onStatus(this);
    }
  }

  /**
   * From now on tell this subscriber; it is answered with {@code Subscribed}. Repeating is
   * harmless.
   */
  record Subscribe(ActorRef<MailboxNotice> subscriber, boolean readOnly) implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onSubscribe(this);
    }
  }

  /** No longer tell it. */
  record Unsubscribe(ActorRef<MailboxNotice> subscriber) implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onUnsubscribe(this);
    }
  }

  /**
   * A piece of a message that is too long to go to another node at once; handled as a whole when
   * all have come, in whatever order.
   *
   * @param whole which message
   * @param index from 0
   * @param octets not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // octets on their way; never compared, never changed
  record Part(UUID whole, int index, int count, byte[] octets) implements MailboxMessage {
    @Override
    public void accept(Receiver receiver) {
      receiver.onPart(this);
    }
  }
}
