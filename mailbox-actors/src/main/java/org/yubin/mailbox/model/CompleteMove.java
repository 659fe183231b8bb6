package org.yubin.mailbox.model;

import java.util.Optional;

/**
 * Ends a move: its messages stand in the target, and are expunged here. May come again.
 * NONEXISTENT: there is no such move.
 *
 * @param copied what the target answered; only messages that it names are expunged
 */
public record CompleteMove(RequestId move, MailboxReply.Copied copied) implements MailboxCommand {
  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    Optional<OpenMove> open = state.openMove(move);
    if (open.isEmpty()) {
      return Decision.refuse(Refusal.NONEXISTENT, "move %s: not open".formatted(move));
    }
    long[] named = copied.source().stream().mapToLong(Uid::value).toArray();
    UidSet gone = open.get().uids().and(UidSet.of(named));
    ModSeq modSeq = gone.isEmpty() ? state.highestModSeq() : state.nextModSeq();
    return Decision.persist(
        new MoveDone(new Stamp(modSeq, now.micros(), cause), move, gone, copied));
  }

  @Override
  public Optional<MailboxReply> remembered(MailboxState state, Cause cause) {
    return state.requests().find(move).filter(MailboxReply.Moved.class::isInstance);
  }
}
