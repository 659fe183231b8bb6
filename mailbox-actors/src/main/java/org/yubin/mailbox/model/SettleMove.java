package org.yubin.mailbox.model;

/**
 * Tells the target of a move that its source has done it and will never resume it, so that the
 * {@link ArrivedMoves} need not keep it. May come again; an unknown move is settled.
 */
public record SettleMove(RequestId move) implements MailboxCommand {
  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    return state.arrived().find(move).isPresent()
        ? Decision.persist(
            new MoveSettled(new Stamp(state.highestModSeq(), now.micros(), cause), move))
        : Decision.answer(new MailboxReply.MoveSettled(move));
  }
}
