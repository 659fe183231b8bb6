package org.yubin.mailbox.model;

import java.util.List;
import org.yubin.persistence.id.MailboxId;

/** What a command that was carried out answers; the same to a retry. */
public sealed interface MailboxReply {
  record Initialised(UidValidity uidValidity) implements MailboxReply {}

  /** APPENDUID (RFC 4315 §3). */
  record Appended(UidValidity uidValidity, UidSet uids) implements MailboxReply {}

  /** COPYUID (RFC 4315 §3): the lists are of one length, in the order of copying. */
  record Copied(UidValidity targetValidity, List<Uid> source, List<Uid> target)
      implements MailboxReply {
    public Copied {
      source = UidList.copyOf(source);
      target = UidList.copyOf(target);
    }
  }

  /**
   * STORE.
   *
   * @param stored those that now have the flags, changed or not
   * @param modified those left alone since they changed after {@code unchangedSince} (RFC 7162
   *     §3.1.3)
   * @param changedAt the mod-sequence of the change; {@link ModSeq#ZERO} if all had the flags
   */
  record Stored(UidSet stored, UidSet modified, ModSeq changedAt) implements MailboxReply {}

  record Expunged(UidSet uids) implements MailboxReply {}

  /** The messages are held for the move; they change no more until it ends. */
  record MoveStarted(RequestId move, UidSet uids, MailboxId target) implements MailboxReply {}

  /** COPYUID of a MOVE (RFC 6851 §4.3). */
  record Moved(UidValidity targetValidity, List<Uid> source, List<Uid> target)
      implements MailboxReply {
    public Moved {
      source = UidList.copyOf(source);
      target = UidList.copyOf(target);
    }
  }

  /** The move was given up; the messages stay where they are. */
  record MoveAbandoned(RequestId move) implements MailboxReply {}

  /** The target keeps no mark of the move any more. */
  record MoveSettled(RequestId move) implements MailboxReply {}

  record Deleted() implements MailboxReply {}
}
