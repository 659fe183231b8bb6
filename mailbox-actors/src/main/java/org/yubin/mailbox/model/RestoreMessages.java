package org.yubin.mailbox.model;

import java.util.List;
import java.util.Optional;

/**
 * Adds messages under UIDs that they had before, ascending and none of them given here yet; all or
 * none. Their bytes and message rows are written before. CANNOT: a UID that is below UIDNEXT or
 * does not ascend, or a mailbox that is not being restored.
 *
 * <p>With {@code highest}, a backup is put back: messages keep their mod-sequences too. That is
 * allowed only while nothing else has happened in the mailbox: it is new, or HIGHESTMODSEQ is
 * already what earlier parts of the same backup have made it. {@link EndRestore} comes last. Nobody
 * may have the mailbox open meanwhile: it is in no tree yet. Without {@code highest} it is an
 * ordinary arrival, as of mail that was copied from another server.
 *
 * @param highest HIGHESTMODSEQ that the mailbox had
 */
public record RestoreMessages(List<RestoredMessage> messages, Optional<ModSeq> highest)
    implements MailboxCommand {
  public RestoreMessages {
    messages = List.copyOf(messages);
  }

  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    if (messages.isEmpty()) {
      return Decision.answer(new MailboxReply.Appended(state.uidValidity(), UidSet.EMPTY));
    }
    Optional<String> objection = objection(state);
    if (objection.isPresent()) {
      return Decision.refuse(Refusal.CANNOT, objection.get());
    }
    Arrivals arrivals = new Arrivals(state);
    for (RestoredMessage each : messages) {
      NewMessage m = each.message();
      arrivals.add(
          m.emailId(),
          m.flags(),
          m.sizeOctets(),
          m.internalDate(),
          m.threadId(),
          m.messageIdHash());
    }
    Stamp stamp = new Stamp(highest.orElseGet(state::nextModSeq), now.micros(), cause);
    return arrivals.decide(
        () ->
            new MessagesRestored(
                stamp,
                state.uidValidity(),
                arrivals.newKeywords(),
                MessagesRestored.rows(messages, arrivals.messages(), stamp)));
  }

  private Optional<String> objection(MailboxState state) {
    if (highest.isPresent() && !isBeingRestored(state, highest.get())) {
      return Optional.of("the mailbox has messages or changes of its own");
    }
    long next = state.uidNext().value();
    for (RestoredMessage each : messages) {
      if (each.uid().value() < next || each.uid().value() == Uid.MAX) {
        return Optional.of("uid: %s (expected: %d to 4294967294)".formatted(each.uid(), next));
      }
      next = each.uid().value() + 1;
      if (each.modSeq().compareTo(highest.orElse(ModSeq.ZERO)) > 0) {
        return Optional.of("modseq: %s (expected: at most the highest)".formatted(each.modSeq()));
      }
    }
    return Optional.empty();
  }

  /** Whether all that a mailbox holds has come from the backup with this HIGHESTMODSEQ. */
  static boolean isBeingRestored(MailboxState state, ModSeq highest) {
    boolean fresh = state.highestModSeq().equals(ModSeq.FIRST) && state.uidNext().equals(Uid.FIRST);
    return fresh || state.highestModSeq().equals(highest);
  }
}
