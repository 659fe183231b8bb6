package org.yubin.mailbox.entity.message;

import akka.actor.typed.ActorRef;
import java.util.List;
import org.yubin.entity.EntityMessage;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;

/**
 * What a gate tells its subscribers. A notice may get lost between nodes; each lets the subscriber
 * see that.
 */
public sealed interface MailboxNotice {
  /** What a subscriber says to itself; never leaves its node. */
  non-sealed interface Inner extends MailboxNotice {}

  /** You are known to this gate, whose confirmed state has this HIGHESTMODSEQ. */
  record Subscribed(ActorRef<EntityMessage> gate, ModSeq at) implements MailboxNotice {}

  /**
   * A confirmed change; {@code changes.from()} is where the last notice ended.
   *
   * @param records of the messages whose flags changed, if these are few, as they are at {@code
   *     changes.to()}; within a node only, between nodes there are none
   */
  record Changed(Changes changes, List<MessageRecord> records) implements MailboxNotice {}

  /** Nothing new beyond this; sent at a steady pace. */
  record Heartbeat(ModSeq at) implements MailboxNotice {}

  /** The mailbox has been deleted. */
  record Deleted() implements MailboxNotice {}
}
