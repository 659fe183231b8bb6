package org.yubin.mailbox.model;

import java.util.Optional;

/** Gives a move up: its messages stay and can change again. May come again. CANNOT: it is done. */
public record AbandonMove(RequestId move) implements MailboxCommand {
  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    if (state.openMove(move).isPresent()) {
      return Decision.persist(
          new MoveAbandoned(new Stamp(state.highestModSeq(), now.micros(), cause), move));
    }
    boolean done =
        state.requests().find(move).filter(MailboxReply.Moved.class::isInstance).isPresent();
    return done
        ? Decision.refuse(Refusal.CANNOT, "move %s: done".formatted(move))
        : Decision.answer(new MailboxReply.MoveAbandoned(move));
  }

  @Override
  public Optional<MailboxReply> remembered(MailboxState state, Cause cause) {
    return state.requests().find(move).filter(MailboxReply.MoveAbandoned.class::isInstance);
  }
}
