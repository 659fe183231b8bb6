package org.yubin.mailbox.model;

import java.util.List;

/**
 * Messages were appended or delivered.
 *
 * @param first the UID of the first; the others follow without a gap
 * @param newKeywords what the keyword table grew by, in the order of their numbers
 */
public record Appended(
    Stamp stamp,
    UidValidity uidValidity,
    Uid first,
    List<String> newKeywords,
    List<ArrivedMessage> messages)
    implements MailboxEvent {
  public Appended {
    newKeywords = List.copyOf(newKeywords);
    messages = List.copyOf(messages);
  }

  @Override
  public MailboxState applyTo(MailboxState state) {
    return state.withArrived(stamp, first, newKeywords, messages);
  }

  @Override
  public MailboxReply reply() {
    return new MailboxReply.Appended(
        uidValidity, UidSet.range(first.value(), first.value() + messages.size() - 1));
  }
}
