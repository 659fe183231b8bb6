package org.yubin.mailbox.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.codec.EventBatch.Ask;
import org.yubin.mailbox.codec.EventBatch.Encoded;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.DecisionTime;
import org.yubin.mailbox.model.EventHash;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.Script;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;

/** Batches and the rows that they come to: order, hash chain, parts, open tails. */
class EventBatchTest {
  private static final DecisionTime NOW = DecisionTime.of(Script.START);
  private static final MailboxState MADE =
      EventBatch.decideAll(
              MailboxState.EMPTY,
              List.of(ask(0, new Initialise(Script.OWNER, Script.VALIDITY))),
              NOW,
              1)
          .after();

  private static Ask ask(long request, MailboxCommand command) {
    return new Ask(command, cause(request));
  }

  private static Cause cause(long request) {
    return Script.cause(new RequestId(new UUID(0, request)));
  }

  private static EventBatch.Outcome decide(MailboxState state, long epoch, Ask... asks) {
    return EventBatch.decideAll(state, List.of(asks), NOW, epoch);
  }

  @Test
  void eachAsk_seesWhatThoseBeforeItDecided() {
    EventBatch.Outcome outcome =
        decide(
            MADE,
            2,
            ask(1, Script.append(2)),
            ask(2, Script.mailbox().store(FlagChange.add(SystemFlag.SEEN), 2)),
            ask(1, Script.append(2)),
            ask(3, new Initialise(Script.OWNER, new UidValidity(1))));

    assertThat(outcome.records()).hasSize(2);
    assertThat(outcome.answers().get(0))
        .isEqualTo(
            new Result.Ok<>(
                new MailboxReply.Appended(Script.VALIDITY, UidSet.of(1, 2)),
                new Position(2, 2),
                new ModSeq(2)));
    assertThat(outcome.answers().get(1))
        .isEqualTo(
            new Result.Ok<>(
                new MailboxReply.Stored(UidSet.of(2), UidSet.EMPTY, new ModSeq(3)),
                new Position(2, 3),
                new ModSeq(3)));
    assertThat(outcome.answers().get(2))
        .isEqualTo(
            new Result.Ok<>(
                new MailboxReply.Appended(Script.VALIDITY, UidSet.of(1, 2)),
                new Position(2, 3),
                new ModSeq(3)));
    assertThat(outcome.answers().get(3))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Refusal.ALREADY_EXISTS));
    assertThat(outcome.after().messages().size()).isEqualTo(2);
  }

  @Test
  void rows_formAHashChain() {
    EventBatch.Outcome outcome =
        decide(MADE, 2, ask(1, Script.append(1)), ask(2, Script.append(1)));
    byte[] first = outcome.records().get(0).octets();
    Envelope second = EnvelopeCodec.decode(outcome.records().get(1).octets());

    assertThat(second.previous()).isEqualTo(EnvelopeCodec.hash(first));
    assertThat(second.at()).isEqualTo(new Position(2, 3));
    assertThat(second.cause()).isEqualTo(cause(2));
    assertThat(outcome.after().tip().hash())
        .isEqualTo(EnvelopeCodec.hash(outcome.records().get(1).octets()));
  }

  @Test
  void rowThatDoesNotFollow_isRefused() {
    EventBatch.Outcome outcome =
        decide(MADE, 2, ask(1, Script.append(1)), ask(2, Script.append(1)));
    MailboxReplay replay = new MailboxReplay(MADE);

    assertThatThrownBy(() -> replay.accept(outcome.records().get(1).octets()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("expected: after");

    Envelope row = EnvelopeCodec.decode(outcome.records().get(0).octets());
    Envelope forged =
        new Envelope(
            row.at(),
            EventHash.NONE,
            row.modSeq(),
            row.timeMicros(),
            row.cause(),
            row.kind(),
            row.part(),
            row.commit(),
            row.body());
    assertThatThrownBy(() -> replay.accept(EnvelopeCodec.encode(forged)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void largeEvent_isStoredInParts_andCountsAtTheLast() {
    EventBatch.Outcome outcome = decide(MADE, 2, ask(1, Script.append(3000)));
    assertThat(outcome.records().size()).isGreaterThan(2);
    MailboxReplay replay = new MailboxReplay(MADE);

    for (Encoded record : outcome.records()) {
      assertThat(record.octets().length).isLessThanOrEqualTo(EnvelopeCodec.MAX_OCTETS);
      assertThat(replay.state()).isSameAs(MADE);
      assertThat(replay.committedRows()).isZero();
      replay.accept(record.octets());
      RandomRun.assertSame(replay.state(), record.after());
    }

    assertThat(replay.committedRows()).isEqualTo(outcome.records().size());
    RandomRun.assertSame(replay.state(), outcome.after());
  }

  @Test
  void openTail_isDropped_whereverTheNextEventIsNumbered() {
    List<byte[]> large =
        decide(MADE, 2, ask(1, Script.append(3000))).records().stream()
            .map(Encoded::octets)
            .toList();
    List<byte[]> tail = large.subList(0, large.size() - 1);

    // The next owner closed the log before the tail.
    EventBatch.Outcome next = decide(MADE, 3, ask(1, Script.append(3000)));
    MailboxReplay inPlace = new MailboxReplay(MADE);
    tail.forEach(inPlace::accept);
    next.records().forEach(record -> inPlace.accept(record.octets()));
    RandomRun.assertSame(inPlace.state(), next.after());

    // It counted the tail: the next event names the tail's last row.
    Envelope lastOfTail = EnvelopeCodec.decode(tail.get(tail.size() - 1));
    Envelope row =
        EnvelopeCodec.decode(decide(MADE, 3, ask(2, Script.append(1))).records().get(0).octets());
    Envelope behind =
        new Envelope(
            lastOfTail.at().next(3),
            EnvelopeCodec.hash(tail.get(tail.size() - 1)),
            row.modSeq(),
            row.timeMicros(),
            row.cause(),
            row.kind(),
            0,
            true,
            row.body());
    MailboxReplay counted = new MailboxReplay(MADE);
    tail.forEach(counted::accept);
    counted.accept(EnvelopeCodec.encode(behind));
    assertThat(counted.state().messages().size()).isEqualTo(1);
    assertThat(counted.committedRows()).isEqualTo(tail.size() + 1);
  }

  @Test
  void partOfAnotherRequest_isRefused() {
    List<byte[]> one = new ArrayList<>();
    decide(MADE, 2, ask(1, Script.append(3000))).records().forEach(r -> one.add(r.octets()));
    Envelope second = EnvelopeCodec.decode(one.get(1));
    Envelope other =
        new Envelope(
            second.at(),
            second.previous(),
            second.modSeq(),
            second.timeMicros(),
            cause(2),
            second.kind(),
            second.part(),
            second.commit(),
            second.body());
    MailboxReplay replay = new MailboxReplay(MADE);
    replay.accept(one.get(0));

    assertThatThrownBy(() -> replay.accept(EnvelopeCodec.encode(other)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void storeOfAHundredThousand_isAnEventOfSomeOctets() {
    Script script = Script.mailbox(100_000);
    EventBatch.Outcome outcome =
        EventBatch.decideAll(
            script.state(),
            List.of(
                ask(
                    5,
                    new StoreFlags(
                        UidSet.range(1, 100_000),
                        FlagChange.add(SystemFlag.SEEN),
                        Optional.empty()))),
            NOW,
            1);
    assertThat(outcome.records()).hasSize(1);
    assertThat(EnvelopeCodec.decode(outcome.records().get(0).octets()).body().length)
        .isLessThan(50);
  }
}
