package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.List;
import org.yubin.persistence.id.MailboxId;

/**
 * A move began: its messages are held. Nothing that a client sees has changed, so neither has the
 * mod-sequence.
 */
public record MoveBegun(Stamp stamp, UidSet uids, MailboxId target) implements MailboxEvent {
  @Override
  public MailboxState applyTo(MailboxState state) {
    List<OpenMove> open = new ArrayList<>(state.moves());
    open.add(new OpenMove(stamp.cause(), uids, target));
    return state.with(open);
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.MoveStarted(stamp.cause().request(), uids, target);
  }
}
