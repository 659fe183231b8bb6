package org.yubin.mailbox.model;

/**
 * The source of a move that had arrived here will not resume it. Nothing that a client sees has
 * changed, so neither has the mod-sequence.
 */
public record MoveSettled(Stamp stamp, RequestId move) implements MailboxEvent {
  @Override
  public MailboxState applyTo(MailboxState state) {
    return state.with(state.arrived().minus(move));
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.MoveSettled(move);
  }
}
