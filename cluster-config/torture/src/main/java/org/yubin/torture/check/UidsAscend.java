package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yubin.torture.history.Fact;

/**
 * UIDs ascend in the order of arrival: what was asked after another was answered has the higher
 * UID.
 */
final class UidsAscend implements Rule {
  private record Arrival(Call call, long uid) {
    long answeredAt() {
      return call.answered().map(Fact.Answered::at).orElse(Long.MAX_VALUE);
    }
  }

  @Override
  public List<Violation> check(Evidence evidence) {
    Map<String, List<Arrival>> arrivals = new HashMap<>();
    for (Call call : evidence.calls()) {
      for (Fact.Placed placed : call.placed()) {
        arrivals
            .computeIfAbsent(placed.mailbox(), key -> new ArrayList<>())
            .add(new Arrival(call, placed.uid()));
      }
    }
    List<Violation> violations = new ArrayList<>();
    arrivals.forEach((mailbox, those) -> check(mailbox, those, violations));
    return violations;
  }

  private static void check(String mailbox, List<Arrival> asked, List<Violation> violations) {
    List<Arrival> answered = new ArrayList<>(asked);
    answered.sort(Comparator.comparingLong(Arrival::answeredAt));
    int next = 0;
    Arrival highest = null;
    for (Arrival arrival : asked) {
      while (next < answered.size()
          && answered.get(next).answeredAt() < arrival.call().asked().at()) {
        Arrival before = answered.get(next++);
        if (highest == null || before.uid() > highest.uid()) {
          highest = before;
        }
      }
      if (highest != null && arrival.uid() <= highest.uid()) {
        violations.add(
            new Violation(
                "UIDs do not ascend",
                "%s: UID %d was given after UID %d"
                    .formatted(mailbox, arrival.uid(), highest.uid()),
                Stream.of(highest, arrival).flatMap(each -> each.call().facts()).toList()));
      }
    }
  }
}
