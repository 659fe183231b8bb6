package org.yubin.mailbox.model;

/** Messages were expunged. */
public record Expunged(Stamp stamp, UidSet uids) implements MailboxEvent {
  @Override
  public MailboxState applyTo(MailboxState state) {
    return state.with(state.messages().minus(uids));
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.Expunged(uids);
  }

  @Override
  public UidSet expunged() {
    return uids;
  }
}
