package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.MailboxImage;

/**
 * A session that only idled knows at the end what there is: as many messages, none that is gone,
 * and of each that it was shown the last state.
 */
final class IdlersKnow implements Rule {
  @Override
  public List<Violation> check(Evidence evidence) {
    Map<Integer, Map<Long, Fact.Shown>> known = new HashMap<>();
    List<Violation> violations = new ArrayList<>();
    for (Fact fact : evidence.facts()) {
      if (fact instanceof Fact.Selected selected) {
        known.put(selected.session(), new HashMap<>());
      } else if (fact instanceof Fact.Shown shown && shown.uid() > 0) {
        known.computeIfAbsent(shown.session(), key -> new HashMap<>()).put(shown.uid(), shown);
      } else if (fact instanceof Fact.Gone gone) {
        known.getOrDefault(gone.session(), new HashMap<>()).remove(gone.uid());
      } else if (fact instanceof Fact.Settled settled) {
        evidence
            .found(settled.mailbox())
            .ifPresent(
                end ->
                    compare(
                        settled, end, known.getOrDefault(settled.session(), Map.of()), violations));
      }
    }
    return violations;
  }

  private static void compare(
      Fact.Settled settled,
      MailboxImage end,
      Map<Long, Fact.Shown> known,
      List<Violation> violations) {
    if (settled.exists() != end.messages().size()) {
      violations.add(
          new Violation(
              "an idler was not told",
              "%s: session %d counts %d messages (expected: %d)"
                  .formatted(
                      settled.mailbox(),
                      settled.session(),
                      settled.exists(),
                      end.messages().size()),
              List.of(settled)));
    }
    known.forEach(
        (uid, shown) -> {
          MailboxImage.Message last = end.messages().get(uid);
          if (last == null
              || last.modSeq() != shown.modSeq()
              || !new TreeSet<>(last.flags()).equals(withoutRecent(shown))) {
            violations.add(
                new Violation(
                    "an idler was not told",
                    "%s UID %d: session %d knows modseq %d, it ended %s"
                        .formatted(
                            settled.mailbox(),
                            uid,
                            settled.session(),
                            shown.modSeq(),
                            last == null ? "gone" : "at modseq " + last.modSeq()),
                    List.of(shown, settled)));
          }
        });
  }

  private static Set<String> withoutRecent(Fact.Shown shown) {
    Set<String> flags = new TreeSet<>(shown.flags());
    flags.remove("\\Recent");
    return flags;
  }
}
