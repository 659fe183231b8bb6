package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yubin.torture.history.Fact.Shown;
import org.yubin.torture.history.MailboxImage;

/**
 * A message has at one modseq the same flags for everybody, and in the end no older modseq than
 * anybody was shown: so changes are in one order for all, and none is taken back.
 */
final class OneFlagsAtModSeq implements Rule {
  @Override
  public List<Violation> check(Evidence evidence) {
    List<Violation> violations = new ArrayList<>();
    for (Instance where : evidence.everShown()) {
      Map<Long, Shown> first = new HashMap<>();
      for (Shown shown : evidence.shown(where)) {
        if (shown.modSeq() == 0) {
          continue;
        }
        Shown before = first.putIfAbsent(shown.modSeq(), shown);
        if (before != null && !flags(before.flags()).equals(flags(shown.flags()))) {
          violations.add(
              new Violation(
                  "two states at one modseq",
                  "%s at modseq %d".formatted(where, shown.modSeq()),
                  List.of(before, shown)));
        }
        evidence.found(where).ifPresent(last -> compare(where, shown, last, violations));
      }
    }
    return violations;
  }

  private static void compare(
      Instance where, Shown shown, MailboxImage.Message last, List<Violation> violations) {
    boolean older = last.modSeq() < shown.modSeq();
    boolean other =
        last.modSeq() == shown.modSeq() && !flags(last.flags()).equals(flags(shown.flags()));
    if (older || other) {
      violations.add(
          new Violation(
              "shown, then taken back",
              "%s ended with %s at modseq %d".formatted(where, flags(last.flags()), last.modSeq()),
              List.of(shown)));
    }
  }

  /** Without \Recent, which is no state of the message (RFC 3501 §2.3.2). */
  private static Set<String> flags(Set<String> told) {
    Set<String> flags = new TreeSet<>(told);
    flags.remove("\\Recent");
    return flags;
  }
}
