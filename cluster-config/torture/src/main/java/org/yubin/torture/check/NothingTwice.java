package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Action.Kind;
import org.yubin.torture.history.Fact;

/** No retry makes a message twice: there are no more of it than were asked for. */
final class NothingTwice implements Rule {
  private record Named(String mailbox, String marker) {}

  @Override
  public List<Violation> check(Evidence evidence) {
    Map<Named, List<Call>> makers = new HashMap<>();
    Set<Named> delivered = new HashSet<>();
    for (Call call : evidence.calls()) {
      Action action = call.action();
      if (!call.mayHaveHappened()) {
        continue;
      }
      if (action.kind() == Kind.COPY || action.kind() == Kind.MOVE) {
        for (long uid : action.uids()) {
          evidence
              .marker(new Instance(call.mailbox(), uid))
              .ifPresent(marker -> add(makers, new Named(action.target(), marker), call));
        }
      } else if (!action.marker().isEmpty()) {
        Named named = new Named(call.mailbox(), action.marker());
        if (action.kind() != Kind.DELIVER || delivered.add(named)) {
          add(makers, named, call);
        }
      }
    }
    Map<Named, List<Long>> there = new HashMap<>();
    evidence
        .meanings()
        .forEach(
            (where, markers) ->
                markers
                    .keySet()
                    .forEach(
                        marker ->
                            there
                                .computeIfAbsent(
                                    new Named(where.mailbox(), marker), key -> new ArrayList<>())
                                .add(where.uid())));
    List<Violation> violations = new ArrayList<>();
    there.forEach(
        (named, uids) -> {
          List<Call> asked = makers.getOrDefault(named, List.of());
          if (uids.size() > asked.size()) {
            violations.add(
                new Violation(
                    asked.isEmpty() ? "a message that nobody made" : "done twice",
                    "%s in %s has the UIDs %s (expected: %d at most)"
                        .formatted(
                            named.marker(),
                            named.mailbox(),
                            uids.stream().sorted().toList(),
                            asked.size()),
                    history(evidence, named, asked)));
          }
        });
    return violations;
  }

  private static void add(Map<Named, List<Call>> makers, Named named, Call call) {
    makers.computeIfAbsent(named, key -> new ArrayList<>()).add(call);
  }

  private static List<Fact> history(Evidence evidence, Named named, List<Call> asked) {
    Stream<Fact> retries =
        evidence.calls().stream()
            .filter(call -> call.action().marker().equals(named.marker()))
            .flatMap(Call::facts);
    return Stream.concat(retries, asked.stream().flatMap(Call::facts))
        .distinct()
        .sorted(java.util.Comparator.comparingLong(Fact::at))
        .toList();
  }
}
