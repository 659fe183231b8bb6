package org.yubin.mailbox.model;

/** A move was given up; its messages stayed. */
public record MoveAbandoned(Stamp stamp, RequestId move) implements MailboxEvent {
  @Override
  public MailboxState applyTo(MailboxState state) {
    return state.withoutMove(move);
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.MoveAbandoned(move);
  }

  @Override
  public RequestId request() {
    return move;
  }
}
