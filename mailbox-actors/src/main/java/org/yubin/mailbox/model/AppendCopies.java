package org.yubin.mailbox.model;

import java.util.List;
import java.util.Optional;
import org.yubin.persistence.id.MailboxId;

/**
 * Adds copies of messages of a mailbox, which may be this one: COPY (RFC 9051 §6.4.7), and the
 * target's half of MOVE (RFC 6851). All or none. LIMIT as for {@link Append}, or too many moves
 * that are not settled.
 *
 * @param move by which they arrive: until it is settled it appends no second time, and its reply is
 *     remembered; empty for COPY
 */
public record AppendCopies(MailboxId source, List<CopiedMessage> messages, Optional<RequestId> move)
    implements MailboxCommand {
  public AppendCopies {
    messages = List.copyOf(messages);
  }

  /** A COPY. */
  public AppendCopies(MailboxId source, List<CopiedMessage> messages) {
    this(source, messages, Optional.empty());
  }

  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    if (messages.isEmpty()) {
      return Decision.answer(new MailboxReply.Copied(state.uidValidity(), List.of(), List.of()));
    }
    if (move.isPresent() && state.arrived().isFull()) {
      return Decision.refuse(
          Refusal.LIMIT, "moves not settled: %d (expected: fewer)".formatted(ArrivedMoves.MAX));
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
                arrivals.messages(),
                move));
  }

  @Override
  public Optional<MailboxReply> remembered(MailboxState state, Cause cause) {
    Optional<MailboxReply> arrived =
        move.flatMap(state.arrived()::find).map(ArrivedMoves.Arrived::copied);
    return arrived.or(() -> state.requests().find(cause.request()));
  }
}
