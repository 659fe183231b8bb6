package org.yubin.torture.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.Fact.Placed;
import org.yubin.torture.history.Fact.Shown;
import org.yubin.torture.history.MailboxImage;
import org.yubin.torture.history.Run;

/** A run, with what the rules look up in it. */
final class Evidence {
  private final Run run;
  private final Map<Long, Call> calls = new LinkedHashMap<>();
  private final Map<Instance, List<Shown>> shown = new HashMap<>();
  private final Map<Instance, List<Call>> removers = new HashMap<>();
  private final Map<Instance, Call> placers = new HashMap<>();

  /** Every marker that was ever said of an instance, with the fact that said so. */
  private final Map<Instance, Map<String, List<Fact>>> meanings = new HashMap<>();

  Evidence(Run run) {
    this.run = run;
    Map<Long, Fact.Answered> answers = new HashMap<>();
    for (Fact fact : run.facts()) {
      if (fact instanceof Fact.Answered answered) {
        answers.put(answered.call(), answered);
      }
    }
    for (Fact fact : run.facts()) {
      if (fact instanceof Fact.Asked asked) {
        Call call = new Call(asked, Optional.ofNullable(answers.get(asked.call())));
        calls.put(asked.call(), call);
        index(call);
      } else if (fact instanceof Shown message && message.uid() > 0) {
        Instance where = new Instance(message.mailbox(), message.uid());
        shown.computeIfAbsent(where, key -> new ArrayList<>()).add(message);
        means(where, message.marker(), message);
      }
    }
    run.found()
        .forEach(
            (mailbox, image) ->
                image
                    .messages()
                    .forEach(
                        (uid, message) ->
                            means(new Instance(mailbox, uid), message.marker(), null)));
    copiesMeanTheSame();
  }

  private void index(Call call) {
    if (call.action().removes() && call.mayHaveHappened()) {
      for (long uid : call.action().uids()) {
        removers
            .computeIfAbsent(new Instance(call.mailbox(), uid), key -> new ArrayList<>())
            .add(call);
      }
    }
    for (Placed placed : call.placed()) {
      Instance where = new Instance(placed.mailbox(), placed.uid());
      placers.putIfAbsent(where, call);
      if (!call.action().marker().isEmpty()) {
        means(where, call.action().marker(), call.answered().orElse(null));
      }
    }
  }

  /** A copy means what it was copied from; calls stand in the order in which they were asked. */
  private void copiesMeanTheSame() {
    for (Call call : calls.values()) {
      for (Placed placed : call.placed()) {
        if (placed.from() > 0) {
          marker(new Instance(call.mailbox(), placed.from()))
              .ifPresent(
                  marker ->
                      means(
                          new Instance(placed.mailbox(), placed.uid()),
                          marker,
                          call.answered().orElse(null)));
        }
      }
    }
  }

  private void means(Instance where, String marker, @Nullable Fact source) {
    if (!marker.isEmpty()) {
      List<Fact> facts =
          meanings
              .computeIfAbsent(where, key -> new TreeMap<>())
              .computeIfAbsent(marker, key -> new ArrayList<>());
      if (source != null) {
        facts.add(source);
      }
    }
  }

  List<Fact> facts() {
    return run.facts();
  }

  Run run() {
    return run;
  }

  /** In the order in which they were asked. */
  List<Call> calls() {
    return List.copyOf(calls.values());
  }

  /** What it was shown as, in the order of time. */
  List<Shown> shown(Instance where) {
    return shown.getOrDefault(where, List.of());
  }

  Set<Instance> everShown() {
    return shown.keySet();
  }

  /** Calls after which it may be gone. */
  List<Call> removers(Instance where) {
    return removers.getOrDefault(where, List.of());
  }

  /** Who was told that it is there now. */
  Map<Instance, Call> placers() {
    return Collections.unmodifiableMap(placers);
  }

  Map<Instance, Map<String, List<Fact>>> meanings() {
    return Collections.unmodifiableMap(meanings);
  }

  /** What it means, if that is known. */
  Optional<String> marker(Instance where) {
    return meanings.getOrDefault(where, Map.of()).keySet().stream().findFirst();
  }

  Optional<MailboxImage> found(String mailbox) {
    return Optional.ofNullable(run.found().get(mailbox));
  }

  Optional<MailboxImage.Message> found(Instance where) {
    return found(where.mailbox()).map(image -> image.messages().get(where.uid()));
  }

  /** All that anybody knows to have been in a mailbox under this marker. */
  Set<Long> instances(String mailbox, String marker) {
    Set<Long> uids = new TreeSet<>();
    meanings.forEach(
        (where, markers) -> {
          if (where.mailbox().equals(mailbox) && markers.containsKey(marker)) {
            uids.add(where.uid());
          }
        });
    return uids;
  }

  /** Commands about an instance, and what was shown of it: its history. */
  List<Fact> history(Instance where) {
    Stream<Fact> asked =
        calls.values().stream().filter(call -> concerns(call, where)).flatMap(Call::facts);
    Stream<Fact> gone =
        run.facts().stream()
            .filter(
                fact ->
                    fact instanceof Fact.Gone g
                        && g.mailbox().equals(where.mailbox())
                        && g.uid() == where.uid());
    return Stream.concat(Stream.concat(asked, gone), shown(where).stream().limit(3))
        .sorted(Comparator.comparingLong(Fact::at))
        .toList();
  }

  private static boolean concerns(Call call, Instance where) {
    Action action = call.action();
    return (call.mailbox().equals(where.mailbox()) && action.uids().contains(where.uid()))
        || call.placed().stream()
            .anyMatch(p -> p.mailbox().equals(where.mailbox()) && p.uid() == where.uid());
  }
}
