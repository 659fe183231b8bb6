package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.MailboxImage;
import org.yubin.torture.history.Outcome;
import org.yubin.torture.history.Run;

/** Writes histories: each line is a moment later than the one before. */
final class Story {
  static final String INBOX = "user1/INBOX";
  static final String ARCHIVE = "user1/Archive";

  private final List<Fact> facts = new ArrayList<>();
  private final Map<String, MailboxImage> found = new HashMap<>();
  private final Map<String, MailboxImage> recovered = new HashMap<>();
  private long time;
  private long calls;

  /** A command that has been answered; UIDs told stand in {@code placed}. */
  Story call(int session, String mailbox, Action action, Outcome outcome, Fact.Placed... placed) {
    long call = ++calls;
    facts.add(new Fact.Asked(++time, session, mailbox, call, action));
    facts.add(new Fact.Answered(++time, session, mailbox, call, outcome, List.of(placed)));
    return this;
  }

  Story appended(int session, String mailbox, String marker, long uid) {
    return call(
        session, mailbox, Action.append(marker), Outcome.OK, new Fact.Placed(0, mailbox, uid));
  }

  Story selected(int session, String mailbox, long exists, long uidNext, long highest) {
    long call = ++calls;
    facts.add(new Fact.Asked(++time, session, mailbox, call, Action.read()));
    facts.add(new Fact.Selected(++time, session, mailbox, call, exists, uidNext, highest));
    facts.add(new Fact.Answered(++time, session, mailbox, call, Outcome.OK, List.of()));
    return this;
  }

  Story shown(int session, String mailbox, long uid, long modSeq, String marker, String... flags) {
    facts.add(
        new Fact.Shown(
            ++time, session, mailbox, uid, Set.of(flags), modSeq, marker, marker.isEmpty()));
    return this;
  }

  Story gone(int session, String mailbox, long uid) {
    facts.add(new Fact.Gone(++time, session, mailbox, uid));
    return this;
  }

  Story settled(int session, String mailbox, long exists) {
    facts.add(new Fact.Settled(++time, session, mailbox, exists));
    return this;
  }

  Story nonsense(int session, String mailbox, String what) {
    facts.add(new Fact.Nonsense(++time, session, mailbox, what));
    return this;
  }

  /** What stands there at the end, and after recovery: {@code "3 w1-1 7 \\Seen"}. */
  Story ends(String mailbox, long uidNext, long highest, String... messages) {
    found.put(mailbox, image(uidNext, highest, messages));
    recovered.put(mailbox, image(uidNext, highest, messages));
    return this;
  }

  Story recovers(String mailbox, long uidNext, long highest, String... messages) {
    recovered.put(mailbox, image(uidNext, highest, messages));
    return this;
  }

  private static MailboxImage image(long uidNext, long highest, String... messages) {
    TreeMap<Long, MailboxImage.Message> there = new TreeMap<>();
    for (String message : messages) {
      List<String> words = List.of(message.split(" "));
      there.put(
          Long.parseLong(words.get(0)),
          new MailboxImage.Message(
              words.get(1),
              Set.copyOf(words.subList(3, words.size())),
              Long.parseLong(words.get(2))));
    }
    return new MailboxImage(uidNext, highest, there);
  }

  Run run() {
    return new Run(facts, found, recovered, Map.of());
  }
}
