package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MoveTest {
  private static final RequestId MOVE = new RequestId(new UUID(8, 8));
  private static final Cause CAUSE = Script.cause(MOVE);
  private static final MailboxReply.Copied COPIED =
      new MailboxReply.Copied(
          new UidValidity(5), List.of(new Uid(1), new Uid(3)), List.of(new Uid(10), new Uid(11)));
  private static final MailboxReply.Moved MOVED =
      new MailboxReply.Moved(COPIED.targetValidity(), COPIED.source(), COPIED.target());

  private final Script script = Script.mailbox(4);
  private final List<CopiedMessage> copies =
      List.of(CopiedMessage.of(script.message(1), script.state().keywords()));

  private MailboxReply begin(long... uids) {
    return Script.reply(script.run(new BeginMove(UidSet.of(uids), Script.THERE), CAUSE));
  }

  @Test
  void heldMessages_takeNoOtherChange() {
    MailboxReply reply = begin(1, 3, 9);
    MailboxState held = script.state();

    assertThat(reply).isEqualTo(new MailboxReply.MoveStarted(MOVE, UidSet.of(1, 3), Script.THERE));
    assertThat(held.highestModSeq()).isEqualTo(new ModSeq(2));
    assertThat(script.refusal(script.store(FlagChange.add(SystemFlag.SEEN), 2, 3)))
        .isEqualTo(Refusal.IN_USE);
    assertThat(script.refusal(new BeginMove(UidSet.of(1), Script.THERE))).isEqualTo(Refusal.IN_USE);
    assertThat(script.state()).isSameAs(held);
    script.reply(script.store(FlagChange.add(SystemFlag.SEEN), 2));
    assertThat(script.message(2).flags()).isEqualTo(Flags.of(SystemFlag.SEEN));
  }

  @Test
  void heldMessages_stayWhenOthersAreExpunged() {
    script.reply(script.store(FlagChange.add(SystemFlag.DELETED), 1, 2));
    begin(1);

    assertThat(script.reply(new Expunge(Optional.empty())))
        .isEqualTo(new MailboxReply.Expunged(UidSet.of(2)));
  }

  @Test
  void doneMove_expungesWithOneModSeq() {
    begin(1, 3);

    MailboxReply reply = script.reply(new CompleteMove(MOVE, COPIED));

    assertThat(reply).isEqualTo(MOVED);
    assertThat(script.state().messages().uids()).isEqualTo(UidSet.of(2, 4));
    assertThat(script.state().highestModSeq()).isEqualTo(new ModSeq(3));
    assertThat(script.state().changesSince(new ModSeq(2)).vanished()).isEqualTo(UidSet.of(1, 3));
    assertThat(script.state().moves()).isEmpty();
  }

  @Test
  void retries_getWhatTheMoveHasComeTo() {
    MailboxReply started = begin(1, 3);
    assertThat(begin(1, 3)).isEqualTo(started);

    script.reply(new CompleteMove(MOVE, COPIED));
    MailboxState done = script.state();

    assertThat(begin(1, 3)).isEqualTo(MOVED);
    assertThat(script.reply(new CompleteMove(MOVE, COPIED))).isEqualTo(MOVED);
    assertThat(script.refusal(new AbandonMove(MOVE))).isEqualTo(Refusal.CANNOT);
    assertThat(script.state()).isSameAs(done);
  }

  @Test
  void abandonedMove_freesItsMessagesAndMayBeginAgain() {
    begin(1, 3);

    script.reply(new AbandonMove(MOVE));
    MailboxState freed = script.state();
    script.reply(new AbandonMove(MOVE));

    assertThat(script.state()).isSameAs(freed);
    assertThat(freed.moves()).isEmpty();
    assertThat(freed.highestModSeq()).isEqualTo(new ModSeq(2));
    assertThat(script.refusal(new CompleteMove(MOVE, COPIED))).isEqualTo(Refusal.NONEXISTENT);
    assertThat(begin(1)).isEqualTo(new MailboxReply.MoveStarted(MOVE, UidSet.of(1), Script.THERE));
  }

  @Test
  void openMove_isRememberedHoweverLongItTakes() {
    MailboxReply started = begin(1, 3);
    script.passMicros(2 * RequestMemory.KEPT_MICROS);
    script.reply(Script.append(1));

    assertThat(begin(1, 3)).isEqualTo(started);
    assertThat(script.state().moves())
        .containsExactly(new OpenMove(CAUSE, UidSet.of(1, 3), Script.THERE));
  }

  @Test
  void moveWithinAMailbox_copiesAndExpunges() {
    begin(1, 3);
    KeywordTable names = script.state().keywords();
    AppendCopies within =
        new AppendCopies(
            Script.HERE,
            List.of(
                CopiedMessage.of(script.message(1), names),
                CopiedMessage.of(script.message(3), names)),
            Optional.of(MOVE));

    MailboxReply copied = Script.reply(script.run(within, CAUSE.withRequest(MOVE.atTarget())));
    MailboxReply moved = script.reply(new CompleteMove(MOVE, (MailboxReply.Copied) copied));

    assertThat(moved)
        .isEqualTo(
            new MailboxReply.Moved(
                Script.VALIDITY, List.of(new Uid(1), new Uid(3)), List.of(new Uid(5), new Uid(6))));
    assertThat(script.state().messages().uids()).isEqualTo(UidSet.of(2, 4, 5, 6));
    settle(MOVE);
    assertThat(script.state().arrived()).isEqualTo(ArrivedMoves.NONE);
    assertThat(begin(1, 3)).isEqualTo(moved);
  }

  private Decision arrive(RequestId move) {
    return script.run(
        new AppendCopies(Script.THERE, copies, Optional.of(move)),
        Script.cause(move).withRequest(move.atTarget()));
  }

  private Decision settle(RequestId move) {
    return script.run(new SettleMove(move), Script.cause(move).withRequest(move.atSettlement()));
  }

  private void forget() {
    script.passMicros(RequestMemory.KEPT_MICROS + 1);
    script.reply(Script.append(1));
    assertThat(script.state().requests().size()).isEqualTo(1);
  }

  @Test
  void moveResumedAfterTheRequestMemoryForgot_appendsNothing() {
    MailboxReply first = Script.reply(arrive(MOVE));
    forget();
    MailboxState before = script.state();

    Decision again = arrive(MOVE);

    assertThat(again).isEqualTo(Decision.answer(first));
    assertThat(script.state()).isSameAs(before);
    assertThat(before.messages().uids()).isEqualTo(UidSet.range(1, 6));
  }

  @Test
  void moveResumedAfterItsTargetWasDeleted_hasStillArrived() {
    MailboxReply first = Script.reply(arrive(MOVE));
    forget();
    script.reply(new Delete());

    assertThat(arrive(MOVE)).isEqualTo(Decision.answer(first));
  }

  @Test
  void settledMove_leavesNoMarkAndNoModSeq() {
    RequestId other = new RequestId(new UUID(8, 9));
    arrive(MOVE);
    arrive(other);
    ModSeq modSeq = script.state().highestModSeq();

    assertThat(Script.reply(settle(MOVE))).isEqualTo(new MailboxReply.MoveSettled(MOVE));

    assertThat(script.state().arrived().find(MOVE)).isEmpty();
    assertThat(script.state().arrived().find(other)).isPresent();
    assertThat(script.state().highestModSeq()).isEqualTo(modSeq);
  }

  @Test
  void settlingWhatIsNotMarked_changesNothing() {
    arrive(MOVE);
    settle(MOVE);
    forget();
    MailboxState before = script.state();

    assertThat(settle(MOVE)).isEqualTo(Decision.answer(new MailboxReply.MoveSettled(MOVE)));
    assertThat(script.state()).isSameAs(before);
  }

  @Test
  void copies_areNotMarked() {
    script.reply(new AppendCopies(Script.THERE, copies));

    assertThat(script.state().arrived()).isEqualTo(ArrivedMoves.NONE);
  }

  @Test
  void unsettledMoves_areBoundedAndNoneIsForgotten() {
    for (int i = 0; i < ArrivedMoves.MAX; i++) {
      arrive(new RequestId(new UUID(11, i)));
    }
    forget();

    assertThat(((Decision.Refuse) arrive(MOVE)).why()).isEqualTo(Refusal.LIMIT);
    assertThat(arrive(new RequestId(new UUID(11, 0)))).isInstanceOf(Decision.Answer.class);
    settle(new RequestId(new UUID(11, 7)));
    assertThat(arrive(MOVE)).isInstanceOf(Decision.Persist.class);
  }

  @Test
  void nothingThere_holdsNothing() {
    assertThat(begin(9)).isEqualTo(new MailboxReply.MoveStarted(MOVE, UidSet.EMPTY, Script.THERE));
    assertThat(script.state().moves()).isEmpty();
  }
}
