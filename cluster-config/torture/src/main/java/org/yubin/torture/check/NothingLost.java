package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yubin.torture.history.Action.Kind;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.Outcome;

/**
 * What was acknowledged is there at the end, unless somebody asked to remove it; what was removed
 * is not; and what was shown did not vanish unasked.
 */
final class NothingLost implements Rule {
  @Override
  public List<Violation> check(Evidence evidence) {
    List<Violation> violations = new ArrayList<>();
    Set<Instance> known = new HashSet<>(evidence.placers().keySet());
    known.addAll(evidence.everShown());
    for (Instance where : known) {
      if (evidence.found(where.mailbox()).isPresent()
          && evidence.found(where).isEmpty()
          && evidence.removers(where).isEmpty()) {
        violations.add(
            new Violation(
                evidence.placers().containsKey(where)
                    ? "acknowledged, then lost"
                    : "shown, then taken back",
                where + " is not there, and nobody removed it",
                evidence.history(where)));
      }
    }
    for (Call call : evidence.calls()) {
      if (call.outcome() == Outcome.OK) {
        removed(evidence, call, violations);
        if (call.action().kind() == Kind.DELIVER
            && evidence.found(call.mailbox()).isPresent()
            && delivered(evidence, call)) {
          violations.add(
              new Violation(
                  "acknowledged, then lost",
                  call.action().marker() + " is not in " + call.mailbox() + ", and never was",
                  call.facts().toList()));
        }
      }
    }
    return violations;
  }

  /** Whether a delivered message was never seen though nobody could have removed it unseen. */
  private static boolean delivered(Evidence evidence, Call call) {
    return evidence.instances(call.mailbox(), call.action().marker()).isEmpty();
  }

  private static void removed(Evidence evidence, Call call, List<Violation> violations) {
    if (!call.action().removes()) {
      return;
    }
    for (long uid : call.action().uids()) {
      Instance where = new Instance(call.mailbox(), uid);
      if (evidence.found(where).isPresent()) {
        List<Fact> history = new ArrayList<>(call.facts().toList());
        violations.add(new Violation("removed, then back", where + " is still there", history));
      }
    }
  }
}
