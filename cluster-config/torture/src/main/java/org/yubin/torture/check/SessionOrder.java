package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yubin.torture.history.Fact;

/**
 * What one session is told makes sense: no message is expunged twice or shown again after it was
 * gone, no message goes back to an older modseq, no push is told twice.
 */
final class SessionOrder implements Rule {
  @Override
  public List<Violation> check(Evidence evidence) {
    Map<Integer, Map<Long, Fact.Gone>> gone = new HashMap<>();
    Map<Integer, Map<Long, Fact.Shown>> shown = new HashMap<>();
    List<Violation> violations = new ArrayList<>();
    for (Fact fact : evidence.facts()) {
      if (fact instanceof Fact.Selected selected) {
        gone.put(selected.session(), new HashMap<>());
        shown.put(selected.session(), new HashMap<>());
      } else if (fact instanceof Fact.Gone now && now.uid() > 0) {
        Fact.Gone before =
            gone.computeIfAbsent(now.session(), key -> new HashMap<>()).put(now.uid(), now);
        if (before != null) {
          violations.add(
              new Violation("told twice", "UID " + now.uid() + " is gone", List.of(before, now)));
        }
      } else if (fact instanceof Fact.Shown now && now.uid() > 0) {
        shown(now, gone, shown, violations);
      } else if (fact instanceof Fact.Nonsense nonsense) {
        violations.add(new Violation("no sense", nonsense.what(), List.of(nonsense)));
      }
    }
    return violations;
  }

  private static void shown(
      Fact.Shown now,
      Map<Integer, Map<Long, Fact.Gone>> gone,
      Map<Integer, Map<Long, Fact.Shown>> shown,
      List<Violation> violations) {
    Fact.Gone was = gone.getOrDefault(now.session(), Map.of()).get(now.uid());
    if (was != null) {
      violations.add(
          new Violation("shown after it was gone", "UID " + now.uid(), List.of(was, now)));
    }
    if (now.modSeq() == 0) {
      return;
    }
    Fact.Shown before =
        shown.computeIfAbsent(now.session(), key -> new HashMap<>()).put(now.uid(), now);
    if (before == null) {
      return;
    }
    if (before.modSeq() > now.modSeq()) {
      violations.add(new Violation("modseq went back", "UID " + now.uid(), List.of(before, now)));
    } else if (now.pushed() && before.modSeq() == now.modSeq()) {
      violations.add(
          new Violation(
              "told twice",
              "UID %d at modseq %d".formatted(now.uid(), now.modSeq()),
              List.of(before, now)));
    }
  }
}
