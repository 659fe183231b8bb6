package org.yubin.mailbox.model;

import java.util.List;
import java.util.Optional;

/**
 * STORE on one mailbox (RFC 9051 §6.4.6); what changed after {@code unchangedSince} is left alone
 * (RFC 7162 §3.1.3). UIDs that are not there are passed over. A message that already has the flags
 * is stored, but does not change: it keeps its mod-sequence. IN_USE: one of them is being moved.
 * LIMIT: a keyword too many.
 */
public record StoreFlags(UidSet uids, FlagChange change, Optional<ModSeq> unchangedSince)
    implements MailboxCommand {
  @Override
  public Decision decide(MailboxState state, Cause cause, DecisionTime now) {
    Messages messages = state.messages();
    UidSet there = messages.existing(uids);
    UidSet modified =
        unchangedSince.map(m -> there.and(messages.changedSince(m))).orElse(UidSet.EMPTY);
    UidSet chosen = there.andNot(modified);
    if (chosen.intersects(state.held())) {
      return Decision.refuse(Refusal.IN_USE, "messages: being moved");
    }
    KeywordNumbers numbers = new KeywordNumbers(state.keywords());
    Optional<Flags> named =
        change.mode() == FlagChange.Mode.REMOVE
            ? Optional.of(numbers.forRemoving(change.flags()))
            : numbers.forSetting(change.flags());
    if (named.isEmpty()) {
      return KeywordNumbers.refuse();
    }
    if (!messages.wouldChange(chosen, change.mode(), named.get())) {
      return Decision.answer(new MailboxReply.Stored(chosen, modified, ModSeq.ZERO));
    }
    return Decision.persist(
        new FlagsChanged(
            new Stamp(state.nextModSeq(), now.micros(), cause),
            Audience.ALL,
            chosen,
            change.mode(),
            named.get(),
            List.copyOf(numbers.added()),
            modified));
  }
}
