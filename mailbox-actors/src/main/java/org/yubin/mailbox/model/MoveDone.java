package org.yubin.mailbox.model;

/**
 * A move ended: its messages are in the target, and expunged here.
 *
 * @param uids those expunged
 * @param copied COPYUID, as the target gave it
 */
public record MoveDone(Stamp stamp, RequestId move, UidSet uids, MailboxReply.Copied copied)
    implements MailboxEvent {
  @Override
  public MailboxState applyTo(MailboxState state) {
    return state.with(state.messages().minus(uids)).withoutMove(move);
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.Moved(copied.targetValidity(), copied.source(), copied.target());
  }

  @Override
  public RequestId request() {
    return move;
  }

  @Override
  public UidSet expunged() {
    return uids;
  }
}
