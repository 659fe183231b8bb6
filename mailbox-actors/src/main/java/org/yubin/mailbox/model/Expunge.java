package org.yubin.mailbox.model;

import java.util.Optional;

/**
 * EXPUNGE and UID EXPUNGE (RFC 9051 §6.4.3, §6.4.9): removes the messages with \Deleted, among all
 * or among the given ones. Those that are being moved stay: they go with their move.
 */
public record Expunge(Optional<UidSet> uids) implements MailboxCommand {
  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    UidSet marked = state.messages().markedDeleted();
    UidSet gone = uids.map(marked::and).orElse(marked).andNot(state.held());
    return gone.isEmpty()
        ? Decision.answer(new MailboxReply.Expunged(UidSet.EMPTY))
        : Decision.persist(new Expunged(new Stamp(state.nextModSeq(), now.micros(), cause), gone));
  }
}
