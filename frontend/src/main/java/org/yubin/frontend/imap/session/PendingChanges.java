package org.yubin.frontend.imap.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yubin.frontend.imap.view.MailboxView;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.UidSet;

/**
 * What has happened in a selected mailbox and was not told yet. Holds sets, so that it stays small
 * however long a client says nothing. Confined to its session.
 */
final class PendingChanges {
  /** Steps are told apart only so far back; older ones are put together. */
  private static final int MAX_STEPS = 64;

  private static final int MAX_RECORDS = 64;

  private final MailboxView view;
  private ModSeq known;
  private KeywordTable keywords;
  private UidSet appended = UidSet.EMPTY;
  private UidSet recent = UidSet.EMPTY;
  private UidSet vanished = UidSet.EMPTY;
  private ModSeq appendedAfter = ModSeq.ZERO;
  private ModSeq vanishedAfter = ModSeq.ZERO;
  private ModSeq takenAfter = ModSeq.ZERO;
  private final List<Step> steps = new ArrayList<>();

  /** The newest records of messages whose flags changed, as far as pushes brought them. */
  private final Map<Long, MessageRecord> latest = new HashMap<>();

  /**
   * Flags told from records that were newer than {@link #known}: their changes are still to come,
   * and no news then.
   */
  private final Map<Long, ModSeq> ahead = new HashMap<>();

  /** Flags that changed after one modseq and up to another. */
  private record Step(ModSeq from, ModSeq to, UidSet changed) {}

  PendingChanges(MailboxView view, ModSeq known, KeywordTable keywords) {
    this.view = view;
    this.known = known;
    this.keywords = keywords;
  }

  ModSeq known() {
    return known;
  }

  /** Up to where nothing waits any more: all that changed has been told. */
  ModSeq complete() {
    ModSeq least = known;
    if (!appended.isEmpty()) {
      least = lesser(least, appendedAfter);
    }
    if (!vanished.isEmpty()) {
      least = lesser(least, vanishedAfter);
    }
    for (Step step : steps) {
      least = step.changed().isEmpty() ? least : lesser(least, step.from());
    }
    return least;
  }

  private static ModSeq lesser(ModSeq a, ModSeq b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  KeywordTable keywords() {
    return keywords;
  }

  /** False if changes before these have not come: then nothing is added. */
  boolean add(Changes changes, List<MessageRecord> records) {
    if (changes.from().compareTo(known) > 0) {
      return false;
    }
    if (changes.to().compareTo(known) > 0) {
      UidSet news = changes.appended().andNot(view.known(changes.appended()));
      appendedAfter = appended.isEmpty() ? known : appendedAfter;
      vanishedAfter = vanished.isEmpty() ? known : vanishedAfter;
      appended = appended.or(news).andNot(changes.vanished());
      recent = recent.or(changes.recent()).and(appended);
      vanished = vanished.or(view.known(changes.vanished()));
      latest.keySet().removeIf(changes.vanished()::contains);
      keywords = changes.keywords();
      UidSet changed = changes.changed().andNot(toldAhead(changes.to()));
      if (!changed.isEmpty()) {
        keep(changed, records.stream().filter(r -> changed.contains(r.uid().value())).toList());
        add(new Step(changes.from(), changes.to(), changed));
      }
      known = changes.to();
      forgetReached();
    }
    return true;
  }

  /**
   * The client has been told these flags, which were read from the mailbox: what has come of them
   * meanwhile is old, and what is still to come up to there is no news.
   */
  void told(List<MessageRecord> records) {
    for (MessageRecord record : records) {
      ahead.put(record.uid().value(), record.modSeq());
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      UidSet old = step.changed().and(toldAhead(step.to()));
      old.forEach(latest::remove);
      steps.set(i, new Step(step.from(), step.to(), step.changed().andNot(old)));
    }
    forgetReached();
  }

  private void forgetReached() {
    ahead.values().removeIf(told -> told.compareTo(known) <= 0);
  }

  private UidSet toldAhead(ModSeq to) {
    long[] uids =
        ahead.entrySet().stream()
            .filter(told -> told.getValue().compareTo(to) >= 0)
            .mapToLong(Map.Entry::getKey)
            .toArray();
    return uids.length == 0 ? UidSet.EMPTY : UidSet.of(uids);
  }

  /** What was kept of these messages is old now. */
  private void keep(UidSet changed, List<MessageRecord> records) {
    if (records.size() == changed.size() && latest.size() + records.size() <= MAX_RECORDS) {
      records.forEach(record -> latest.put(record.uid().value(), record));
    } else {
      latest.keySet().removeIf(changed::contains);
    }
  }

  /** The records of these messages as of {@link #known}; none if pushes have not brought all. */
  List<MessageRecord> takeRecords(UidSet uids) {
    List<MessageRecord> taken = new ArrayList<>();
    if (!uids.isEmpty() && uids.size() <= latest.size()) {
      uids.forEach(
          uid -> {
            MessageRecord record = latest.get(uid);
            if (record != null) {
              taken.add(record);
            }
          });
    }
    latest.clear();
    return taken.size() == uids.size() ? taken : List.of();
  }

  private void add(Step step) {
    steps.add(step);
    if (steps.size() > MAX_STEPS) {
      Step first = steps.remove(0);
      Step second = steps.remove(0);
      steps.add(0, new Step(first.from(), second.to(), first.changed().or(second.changed())));
    }
  }

  /**
   * Forgets flags that one change of the client's own has set, if nobody else's came with it.
   *
   * @return those forgotten
   */
  UidSet silence(UidSet uids, ModSeq own) {
    UidSet silenced = UidSet.EMPTY;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.to().equals(own) && step.from().next().equals(own)) {
        silenced = silenced.or(step.changed().and(uids));
        steps.set(i, new Step(step.from(), step.to(), step.changed().andNot(uids)));
      }
    }
    return silenced;
  }

  /** Of the flags taken last these could not be told now. */
  void putBack(UidSet changed) {
    add(new Step(takenAfter, known, changed));
  }

  UidSet takeVanished() {
    UidSet taken = vanished;
    vanished = UidSet.EMPTY;
    return taken;
  }

  UidSet takeAppended() {
    UidSet taken = appended;
    appended = UidSet.EMPTY;
    return taken;
  }

  UidSet takeRecent() {
    UidSet taken = recent;
    recent = UidSet.EMPTY;
    return taken;
  }

  UidSet takeChanged() {
    UidSet taken = UidSet.EMPTY;
    takenAfter = known;
    for (Step step : steps) {
      takenAfter = lesser(takenAfter, step.from());
      taken = taken.or(step.changed());
    }
    steps.clear();
    return taken;
  }
}
