package org.yubin.torture.check;

import java.util.Comparator;
import java.util.List;
import org.yubin.torture.history.Run;

/** All rules. */
public final class Checker {
  private static final List<Rule> RULES =
      List.of(
          new OneMeaning(),
          new UidsAscend(),
          new NothingLost(),
          new NothingTwice(),
          new OnePlace(),
          new OneFlagsAtModSeq(),
          new OwnFlags(),
          new NeverBack(),
          new SessionOrder(),
          new IdlersKnow(),
          new SameAgain());

  private Checker() {}

  /** What is wrong with a run, that with the shortest history first; empty if nothing is. */
  public static List<Violation> check(Run run) {
    Evidence evidence = new Evidence(run);
    return RULES.stream()
        .flatMap(rule -> rule.check(evidence).stream())
        .sorted(Comparator.comparingInt(violation -> violation.history().size()))
        .toList();
  }
}
