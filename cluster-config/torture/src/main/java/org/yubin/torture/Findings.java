package org.yubin.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yubin.torture.check.Violation;
import org.yubin.torture.fault.Fault;
import org.yubin.torture.fault.Strike;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.Outcome;
import org.yubin.torture.history.Run;

/**
 * What a trial has shown.
 *
 * @param loaded how long the load ran
 */
public record Findings(Run run, List<Strike> strikes, Duration loaded, List<Violation> violations) {
  public Findings {
    strikes = List.copyOf(strikes);
    violations = List.copyOf(violations);
  }

  /** A command and how long it took. */
  private record Taken(Fact.Asked asked, Fact.Answered answered) {
    long nanos() {
      return answered.at() - asked.at();
    }

    boolean during(Strike strike) {
      return asked.at() < strike.healed() && answered.at() > strike.from();
    }
  }

  /** The whole report, as text. */
  public String report() {
    List<Taken> taken = taken();
    StringBuilder text = new StringBuilder();
    text.append(
        "%d commands in %d s, %d connections lost%n"
            .formatted(taken.size(), loaded.toSeconds(), lost()));
    Map<Action.Kind, Map<Outcome, Integer>> byKind = new EnumMap<>(Action.Kind.class);
    for (Taken one : taken) {
      byKind
          .computeIfAbsent(one.asked().action().kind(), kind -> new EnumMap<>(Outcome.class))
          .merge(one.answered().outcome(), 1, Integer::sum);
    }
    text.append("%-12s %8s %8s %8s%n".formatted("command", "OK", "NO", "unknown"));
    byKind.forEach(
        (kind, counts) ->
            text.append(
                "%-12s %8d %8d %8d%n"
                    .formatted(
                        kind,
                        counts.getOrDefault(Outcome.OK, 0),
                        counts.getOrDefault(Outcome.NO, 0),
                        counts.getOrDefault(Outcome.UNKNOWN, 0))));
    stalls(taken, text);
    text.append("%d violations%s%n".formatted(violations.size(), violations.isEmpty() ? "" : ":"));
    Map<String, Integer> rules = new TreeMap<>();
    violations.forEach(each -> rules.merge(each.rule(), 1, Integer::sum));
    rules.forEach((rule, count) -> text.append("%6d  %s%n".formatted(count, rule)));
    Set<String> told = new HashSet<>();
    violations.stream()
        .filter(each -> told.add(each.rule()))
        .forEach(each -> text.append(each).append(System.lineSeparator()));
    return text.toString();
  }

  private void stalls(List<Taken> taken, StringBuilder text) {
    Map<Fault, List<Long>> longest = new EnumMap<>(Fault.class);
    Map<Fault, Integer> failed = new EnumMap<>(Fault.class);
    for (Strike strike : strikes) {
      List<Taken> during = taken.stream().filter(one -> one.during(strike)).toList();
      longest
          .computeIfAbsent(strike.fault(), fault -> new ArrayList<>())
          .add(during.stream().mapToLong(Taken::nanos).max().orElse(0));
      failed.merge(
          strike.fault(),
          (int) during.stream().filter(one -> one.answered().outcome() == Outcome.UNKNOWN).count(),
          Integer::sum);
    }
    text.append(
        "%-12s %6s %10s %10s %10s %10s%n"
            .formatted("longest stall", "faults", "median s", "p99 s", "longest s", "unknown"));
    longest.forEach(
        (fault, nanos) -> {
          List<Long> sorted = nanos.stream().sorted().toList();
          text.append(
              "%-13s %6d %10.2f %10.2f %10.2f %10d%n"
                  .formatted(
                      fault.word(),
                      sorted.size(),
                      at(sorted, 0.5),
                      at(sorted, 0.99),
                      at(sorted, 1),
                      failed.getOrDefault(fault, 0)));
        });
  }

  private static double at(List<Long> sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)) / 1e9;
  }

  private long lost() {
    return run.facts().stream().filter(fact -> fact instanceof Fact.Lost).count();
  }

  private List<Taken> taken() {
    Map<Long, Fact.Asked> asked = new HashMap<>();
    List<Taken> taken = new ArrayList<>();
    for (Fact fact : run.facts()) {
      if (fact instanceof Fact.Asked ask) {
        asked.put(ask.call(), ask);
      } else if (fact instanceof Fact.Answered answer && asked.containsKey(answer.call())) {
        taken.add(new Taken(asked.get(answer.call()), answer));
      }
    }
    return taken;
  }
}
