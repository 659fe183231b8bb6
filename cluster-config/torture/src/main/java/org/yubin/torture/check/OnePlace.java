package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yubin.torture.history.Action.Kind;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.Outcome;

/**
 * MOVE loses nothing and leaves a message in exactly one place: a message that was never copied
 * stands in one place at most, and in one if it was acknowledged and never expunged.
 */
final class OnePlace implements Rule {
  @Override
  public List<Violation> check(Evidence evidence) {
    Map<String, List<Instance>> places = new HashMap<>();
    evidence
        .run()
        .found()
        .forEach(
            (mailbox, image) ->
                image
                    .messages()
                    .forEach(
                        (uid, message) ->
                            places
                                .computeIfAbsent(message.marker(), key -> new ArrayList<>())
                                .add(new Instance(mailbox, uid))));
    Set<String> copied = markers(evidence, Kind.COPY);
    Set<String> expunged = markers(evidence, Kind.EXPUNGE);
    List<Violation> violations = new ArrayList<>();
    for (Call call : evidence.calls()) {
      String marker = call.action().marker();
      if (marker.isEmpty() || copied.contains(marker)) {
        continue;
      }
      List<Instance> where = places.getOrDefault(marker, List.of());
      boolean missing =
          where.isEmpty() && call.outcome() == Outcome.OK && !expunged.contains(marker);
      if (where.size() > 1 || missing) {
        violations.add(
            new Violation(
                where.size() > 1 ? "in two places" : "in no place",
                marker + " is " + (missing ? "nowhere" : "at " + where),
                history(evidence, marker)));
      }
    }
    return violations;
  }

  private static Set<String> markers(Evidence evidence, Kind kind) {
    Set<String> markers = new HashSet<>();
    for (Call call : evidence.calls()) {
      if (call.action().kind() == kind && call.mayHaveHappened()) {
        for (long uid : call.action().uids()) {
          evidence.marker(new Instance(call.mailbox(), uid)).ifPresent(markers::add);
        }
      }
    }
    return markers;
  }

  private static List<Fact> history(Evidence evidence, String marker) {
    return evidence.calls().stream()
        .filter(
            call ->
                call.action().marker().equals(marker)
                    || call.action().uids().stream()
                        .anyMatch(
                            uid ->
                                evidence
                                    .marker(new Instance(call.mailbox(), uid))
                                    .filter(marker::equals)
                                    .isPresent()))
        .filter(call -> call.action().kind() != Kind.READ)
        .flatMap(Call::facts)
        .sorted(Comparator.comparingLong(Fact::at))
        .toList();
  }
}
