package org.yubin.mailbox.model;

import java.util.List;

/**
 * Flags were stored. Of {@code uids} those change whose flags come out different.
 *
 * @param flags as numbers of the keyword table, {@code newKeywords} included
 * @param newKeywords what the keyword table grew by, in the order of their numbers
 * @param modified those left alone (RFC 7162 §3.1.3): for the reply only
 */
public record FlagsChanged(
    Stamp stamp,
    Audience audience,
    UidSet uids,
    FlagChange.Mode mode,
    Flags flags,
    List<String> newKeywords,
    UidSet modified)
    implements MailboxEvent {
  public FlagsChanged {
    newKeywords = List.copyOf(newKeywords);
  }

  @Override
  public MailboxState applyTo(MailboxState state) {
    return state.with(
        state.keywords().plus(newKeywords),
        state.messages().withFlags(uids, mode, flags, stamp.modSeq()));
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.Stored(uids, modified, stamp.modSeq());
  }
}
