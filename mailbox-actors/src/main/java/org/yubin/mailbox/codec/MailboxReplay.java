package org.yubin.mailbox.codec;

import org.yubin.mailbox.model.MailboxState;

/** Folds the rows of a mailbox's log into its state. Used by one thread at a time. */
public final class MailboxReplay {
  private final EventAssembler assembler;
  private MailboxState state;

  public MailboxReplay(MailboxState from) {
    state = from;
    assembler = new EventAssembler(from.tip());
  }

  /**
   * Takes the next row.
   *
   * @throws MalformedException if it cannot be read or does not follow the one before it
   */
  public void accept(byte[] octets) {
    assembler
        .accept(octets)
        .ifPresent(
            whole ->
                state =
                    state.apply(
                        MailboxEventCodec.decode(whole.kind(), whole.stamp(), whole.body()),
                        whole.tip()));
  }

  /** The state after the last whole event. */
  public MailboxState state() {
    return state;
  }

  /** How many of the rows belong to whole events, or stand before one. */
  public long committedRows() {
    return assembler.committedRows();
  }
}
