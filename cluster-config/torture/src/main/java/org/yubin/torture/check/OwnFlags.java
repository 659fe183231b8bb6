package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yubin.torture.history.Action.Kind;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.Outcome;

/**
 * Each session has a keyword that it alone sets and clears: what it was last told to be done is
 * what it is shown, and what stands there at the end.
 */
final class OwnFlags implements Rule {
  private record Key(String flag, Instance where) {}

  @Override
  public List<Violation> check(Evidence evidence) {
    Map<Instance, Map<String, Call>> last = new HashMap<>();
    Map<Key, List<Call>> doubts = new HashMap<>();
    Map<Long, Call> calls = new HashMap<>();
    evidence.calls().forEach(call -> calls.put(call.asked().call(), call));
    List<Violation> violations = new ArrayList<>();
    for (Fact fact : evidence.facts()) {
      if (fact instanceof Fact.Asked asked && isStore(asked)) {
        Call call = java.util.Objects.requireNonNull(calls.get(asked.call()));
        if (call.mayHaveHappened()) {
          // From here on it may be seen; from its answer on it must be.
          keys(asked).forEach(key -> doubts.computeIfAbsent(key, k -> new ArrayList<>()).add(call));
        }
      } else if (fact instanceof Fact.Answered answered && answered.outcome() == Outcome.OK) {
        Call call = calls.get(answered.call());
        if (call != null && isStore(call.asked())) {
          keys(call.asked())
              .forEach(
                  key -> {
                    last.computeIfAbsent(key.where(), k -> new HashMap<>()).put(key.flag(), call);
                    doubts.remove(key);
                  });
        }
      } else if (fact instanceof Fact.Shown shown && shown.uid() > 0) {
        Instance where = new Instance(shown.mailbox(), shown.uid());
        last.getOrDefault(where, Map.of())
            .forEach(
                (flag, call) -> {
                  if (call.asked().session() == shown.session()
                      && !agrees(call, doubts.get(new Key(flag, where)), shown.flags(), flag)) {
                    violations.add(
                        new Violation(
                            "own write not read",
                            where + " shows " + shown.flags(),
                            Stream.concat(call.facts(), Stream.of(shown)).toList()));
                  }
                });
      }
    }
    last.forEach(
        (where, stores) ->
            stores.forEach(
                (flag, call) ->
                    evidence
                        .found(where)
                        .filter(
                            found ->
                                !agrees(
                                    call, doubts.get(new Key(flag, where)), found.flags(), flag))
                        .ifPresent(
                            found ->
                                violations.add(
                                    new Violation(
                                        "acknowledged, then lost",
                                        where + " ended with " + found.flags(),
                                        call.facts().toList())))));
    return violations;
  }

  private static boolean isStore(Fact.Asked asked) {
    return (asked.action().kind() == Kind.ADD_FLAG || asked.action().kind() == Kind.REMOVE_FLAG)
        && asked.action().flag().startsWith("$");
  }

  private static List<Key> keys(Fact.Asked asked) {
    return asked.action().uids().stream()
        .map(uid -> new Key(asked.action().flag(), new Instance(asked.mailbox(), uid)))
        .toList();
  }

  private static boolean agrees(
      Call last, @Nullable List<Call> doubts, Set<String> flags, String flag) {
    return doubts != null || flags.contains(flag) == (last.action().kind() == Kind.ADD_FLAG);
  }
}
