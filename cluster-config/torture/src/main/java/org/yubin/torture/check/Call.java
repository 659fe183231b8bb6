package org.yubin.torture.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yubin.torture.history.Action;
import org.yubin.torture.history.Fact;
import org.yubin.torture.history.Outcome;

/** A command with its end, if it has one. */
record Call(Fact.Asked asked, Optional<Fact.Answered> answered) {
  Action action() {
    return asked.action();
  }

  String mailbox() {
    return asked.mailbox();
  }

  Outcome outcome() {
    return answered.map(Fact.Answered::outcome).orElse(Outcome.UNKNOWN);
  }

  boolean mayHaveHappened() {
    return outcome() != Outcome.NO;
  }

  List<Fact.Placed> placed() {
    return answered.map(Fact.Answered::placed).orElse(List.of());
  }

  Stream<Fact> facts() {
    return Stream.concat(Stream.of(asked), answered.stream());
  }
}
