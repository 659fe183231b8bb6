package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A mailbox is as its backup had it.
 *
 * <p>Which mod-sequence expunged which UID is not in a backup. So all of those that are missing
 * count as expunged by the last one, and all as having been there before: a client that was not up
 * to date when the backup was made is told of UIDs that it may never have known, which does no harm
 * (RFC 7162 §3.2.10), and of every one that it did know.
 *
 * @param gone the UIDs below UIDNEXT that no message has
 */
public record RestoreEnded(Stamp stamp, UidValidity uidValidity, Uid uidNext, UidSet gone)
    implements MailboxEvent {
  @Override
  public MailboxState applyTo(MailboxState state) {
    long sequence = state.at().sequence();
    List<ModSeqIndex.Entry> entries = new ArrayList<>();
    entries.add(
        new ModSeqIndex.Entry(ModSeq.FIRST.value(), sequence, uidNext.value(), UidSet.EMPTY));
    boolean rises = stamp.modSeq().compareTo(state.highestModSeq()) > 0;
    if (!rises && stamp.modSeq().compareTo(ModSeq.FIRST) > 0) {
      entries.add(new ModSeqIndex.Entry(stamp.modSeq().value(), sequence, uidNext.value(), gone));
    }
    return state.withHistory(uidNext, ModSeqIndex.of(List.of(), entries));
  }

  @Override
  public UidSet expunged() {
    return gone;
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.Appended(uidValidity, UidSet.EMPTY);
  }
}
