package org.yubin.mailbox.subscription;

import akka.actor.typed.ActorRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yubin.mailbox.entity.message.MailboxNotice;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.UidSet;

/**
 * Those whom a gate tells of confirmed changes, in the order in which they came; confined to the
 * gate.
 *
 * <p>New messages are \Recent to the first subscriber that may claim them, and then to nobody else;
 * while none may, they are shown as \Recent to all (RFC 3501 §2.3.2).
 */
public final class Subscribers {
  /** Most subscribers of a mailbox. */
  public static final int MAX = 16_384;

  private final Map<ActorRef<MailboxNotice>, Boolean> readOnly = new LinkedHashMap<>();

  /**
   * Adds a subscriber; one that is known already may change its mind about \Recent.
   *
   * @return false if there are too many
   */
  public boolean add(ActorRef<MailboxNotice> subscriber, boolean leavesRecent) {
    if (readOnly.size() >= MAX && !readOnly.containsKey(subscriber)) {
      return false;
    }
    readOnly.put(subscriber, leavesRecent);
    return true;
  }

  /** Removes a subscriber, if it is there. */
  public void remove(ActorRef<MailboxNotice> subscriber) {
    readOnly.remove(subscriber);
  }

  public boolean isEmpty() {
    return readOnly.isEmpty();
  }

  /** Whether one of them takes new messages as \Recent. */
  public boolean claimsRecent() {
    return readOnly.containsValue(false);
  }

  /**
   * Tells a change to all.
   *
   * @param records all or none of those whose flags changed
   * @param unclaimed those of the appended that nobody has claimed as \Recent
   */
  public void changed(Changes changes, List<MessageRecord> records, UidSet unclaimed) {
    boolean claimable = claimsRecent();
    boolean claimed = false;
    for (Map.Entry<ActorRef<MailboxNotice>, Boolean> subscriber : readOnly.entrySet()) {
      boolean claims = claimable && !claimed && !subscriber.getValue();
      claimed |= claims;
      UidSet shown = claims || !claimable ? unclaimed : UidSet.EMPTY;
      subscriber.getKey().tell(new MailboxNotice.Changed(changes.withRecent(shown), records));
    }
  }

  /** Lets all know up to where they should have heard. */
  public void heartbeat(ModSeq at) {
    readOnly.keySet().forEach(subscriber -> subscriber.tell(new MailboxNotice.Heartbeat(at)));
  }

  /** The mailbox is gone; so are its subscribers. */
  public void deleted() {
    readOnly.keySet().forEach(subscriber -> subscriber.tell(new MailboxNotice.Deleted()));
    readOnly.clear();
  }
}
