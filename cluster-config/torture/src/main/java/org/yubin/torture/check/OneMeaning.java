package org.yubin.torture.check;

import java.util.List;
import org.yubin.torture.history.Fact;

/** A UID that anybody was told of always means that message. */
final class OneMeaning implements Rule {
  @Override
  public List<Violation> check(Evidence evidence) {
    return evidence.meanings().entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(
            entry ->
                new Violation(
                    "a UID for two messages",
                    entry.getKey() + " was " + String.join(" and ", entry.getValue().keySet()),
                    entry.getValue().values().stream()
                        .flatMap(facts -> facts.stream().limit(1))
                        .sorted(java.util.Comparator.comparingLong(Fact::at))
                        .toList()))
        .toList();
  }
}
