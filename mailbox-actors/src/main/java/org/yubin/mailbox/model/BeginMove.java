package org.yubin.mailbox.model;

import java.util.Optional;
import org.yubin.persistence.id.MailboxId;

/**
 * Holds messages for a move (RFC 6851): until it ends they take no other change. The request id is
 * the move's; a retry gets {@code Moved} once the move is done, and begins anew if it was given up.
 * UIDs that are not there are passed over. IN_USE: one of them is being moved already. LIMIT: too
 * many open moves.
 */
public record BeginMove(UidSet uids, MailboxId target) implements MailboxCommand {
  /** Most moves of a mailbox that may be open at a time. */
  public static final int MAX_OPEN = 256;

  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    UidSet there = state.messages().existing(uids);
    if (there.isEmpty()) {
      return Decision.answer(started(cause.request(), UidSet.EMPTY));
    }
    if (there.intersects(state.held())) {
      return Decision.refuse(Refusal.IN_USE, "messages: being moved");
    }
    if (state.moves().size() >= MAX_OPEN) {
      return Decision.refuse(Refusal.LIMIT, "open moves: 256 (expected: fewer)");
    }
    return Decision.persist(
        new MoveBegun(new Stamp(state.highestModSeq(), now.micros(), cause), there, target));
  }

  @Override
  public Optional<MailboxReply> remembered(MailboxState state, Cause cause) {
    Optional<MailboxReply> running =
        state.openMove(cause.request()).map(open -> started(open.move(), open.uids()));
    return running.or(
        () ->
            state
                .requests()
                .find(cause.request())
                .filter(reply -> !(reply instanceof MailboxReply.MoveAbandoned)));
  }

  private MailboxReply started(RequestId move, UidSet held) {
    return new MailboxReply.MoveStarted(move, held, target);
  }
}
