package org.yubin.mailbox.model;

/** The mailbox was deleted: a tombstone, so that its id never comes to life again. */
public record Deleted(Stamp stamp) implements MailboxEvent {
  @Override
  public MailboxState applyTo(MailboxState state) {
    return state.tombstone();
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.Deleted();
  }
}
