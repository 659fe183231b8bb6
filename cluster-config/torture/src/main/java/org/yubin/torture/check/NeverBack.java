package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.Fact.Selected;

/**
 * HIGHESTMODSEQ and UIDNEXT never go back: a SELECT that was asked after another had been answered
 * tells no less, and the end is no less than all.
 */
final class NeverBack implements Rule {
  @Override
  public List<Violation> check(Evidence evidence) {
    Map<Long, Long> askedAt = new HashMap<>();
    evidence.calls().forEach(call -> askedAt.put(call.asked().call(), call.asked().at()));
    Map<String, List<Selected>> selects = new HashMap<>();
    List<Violation> violations = new ArrayList<>();
    for (Fact fact : evidence.facts()) {
      if (fact instanceof Selected selected) {
        List<Selected> earlier =
            selects.computeIfAbsent(selected.mailbox(), key -> new ArrayList<>());
        long asked = askedAt.getOrDefault(selected.call(), selected.at());
        for (Selected before : earlier) {
          if (before.at() < asked
              && (before.highestModSeq() > selected.highestModSeq()
                  || before.uidNext() > selected.uidNext())) {
            violations.add(back(selected.mailbox(), List.of(before, selected)));
            break;
          }
        }
        earlier.add(selected);
        evidence
            .found(selected.mailbox())
            .filter(
                end ->
                    end.highestModSeq() < selected.highestModSeq()
                        || end.uidNext() < selected.uidNext())
            .ifPresent(end -> violations.add(back(selected.mailbox(), List.of(selected))));
      }
    }
    return violations;
  }

  private static Violation back(String mailbox, List<Fact> history) {
    return new Violation("modseq or UIDNEXT went back", mailbox, history);
  }
}
