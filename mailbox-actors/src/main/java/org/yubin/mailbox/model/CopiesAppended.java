package org.yubin.mailbox.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.yubin.persistence.id.MailboxId;

/**
 * Messages were copied or moved in.
 *
 * @param source where they came from
 * @param sourceUids their UIDs there, in the order of {@code messages}
 * @param first the UID of the first copy; the others follow without a gap
 * @param newKeywords what the keyword table grew by, in the order of their numbers
 * @param move by which they arrived; empty if they were copied
 */
public record CopiesAppended(
    Stamp stamp,
    UidValidity uidValidity,
    MailboxId source,
    List<Uid> sourceUids,
    Uid first,
    List<String> newKeywords,
    List<ArrivedMessage> messages,
    Optional<RequestId> move)
    implements MailboxEvent {
  public CopiesAppended {
    sourceUids = UidList.copyOf(sourceUids);
    newKeywords = List.copyOf(newKeywords);
    messages = List.copyOf(messages);
    if (sourceUids.size() != messages.size()) {
      throw new IllegalArgumentException(
          "copies: %d source UIDs for %d messages (expected: as many)"
              .formatted(sourceUids.size(), messages.size()));
    }
  }

  @Override
  public MailboxState applyTo(MailboxState state) {
    MailboxState arrived = state.withArrived(stamp, first, newKeywords, messages);
    return move.map(id -> arrived.with(arrived.arrived().plus(id, reply()))).orElse(arrived);
  }

  @Override
  public MailboxReply.Copied reply() {
    List<Uid> copies =
        LongStream.range(first.value(), first.value() + messages.size())
            .mapToObj(Uid::new)
            .toList();
    return new MailboxReply.Copied(uidValidity, sourceUids, copies);
  }
}
