package org.yubin.mailbox.model;

import java.util.List;
import org.yubin.persistence.id.MailboxId;

/**
 * Adds copies of messages of a mailbox, which may be this one: COPY (RFC 9051 §6.4.7), and the
 * target's half of MOVE (RFC 6851). All or none. LIMIT as for {@link Append}.
 */
public record AppendCopies(MailboxId source, List<CopiedMessage> messages)
    implements MailboxCommand {
  public AppendCopies {
    messages = List.copyOf(messages);
  }

  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    if (messages.isEmpty()) {
      return Decision.answer(new MailboxReply.Copied(state.uidValidity(), List.of(), List.of()));
    }
    Arrivals arrivals = new Arrivals(state);
    for (CopiedMessage m : messages) {
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
            new CopiesAppended(
                new Stamp(state.nextModSeq(), now.micros(), cause),
                state.uidValidity(),
                source,
                messages.stream().map(CopiedMessage::sourceUid).toList(),
                state.uidNext(),
                arrivals.newKeywords(),
                arrivals.messages()));
  }
}
