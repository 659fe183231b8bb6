package org.yubin.mailbox.model;

import java.util.List;

/**
 * Adds messages at the end (RFC 9051 §6.3.12); several are added all or none (RFC 3502). Their
 * bytes and message rows are written before. LIMIT: too many at once, no UIDs left, or a keyword
 * too many.
 */
public record Append(List<NewMessage> messages) implements MailboxCommand {
  public Append {
    messages = List.copyOf(messages);
  }

  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    if (messages.isEmpty()) {
      return Decision.answer(new MailboxReply.Appended(state.uidValidity(), UidSet.EMPTY));
    }
    Arrivals arrivals = new Arrivals(state);
    for (NewMessage m : messages) {
      arrivals.add(
          m.emailId(),
          m.flags(),
          m.sizeOctets(),
          m.internalDate(),
          m.threadId(),
          m.messageIdHash());
    }
    return arrivals.decide(
        () ->
            new Appended(
                new Stamp(state.nextModSeq(), now.micros(), cause),
                state.uidValidity(),
                state.uidNext(),
                arrivals.newKeywords(),
                arrivals.messages()));
  }
}
