package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  @Test
  void mailboxThatWasNotMade_refusesEverything() {
    Script script = new Script();

    assertThat(script.refusal(Script.append(1))).isEqualTo(Refusal.NONEXISTENT);
    assertThat(script.refusal(new Expunge(Optional.empty()))).isEqualTo(Refusal.NONEXISTENT);
    assertThat(script.refusal(new Delete())).isEqualTo(Refusal.NONEXISTENT);
    assertThat(script.state()).isSameAs(MailboxState.EMPTY);
  }

  @Test
  void newMailbox_startsAtModSeqOne() {
    MailboxState state = Script.mailbox().state();

    assertThat(state.highestModSeq()).isEqualTo(ModSeq.FIRST);
    assertThat(state.uidNext()).isEqualTo(Uid.FIRST);
    assertThat(state.opened(true).firstUnseen()).isEmpty();
  }

  @Test
  void initialise_mayComeAgainWithTheSameValuesOnly() {
    Script script = Script.mailbox();
    MailboxState before = script.state();

    assertThat(script.reply(new Initialise(Script.OWNER, Script.VALIDITY)))
        .isEqualTo(new MailboxReply.Initialised(Script.VALIDITY));
    assertThat(script.refusal(new Initialise(Script.OWNER, new UidValidity(78))))
        .isEqualTo(Refusal.ALREADY_EXISTS);
    assertThat(script.state()).isSameAs(before);
  }

  @Test
  void deletedMailbox_staysDead() {
    Script script = Script.mailbox(3);

    assertThat(script.reply(new Delete())).isEqualTo(new MailboxReply.Deleted());

    MailboxState tombstone = script.state();
    assertThat(tombstone.isLive()).isFalse();
    assertThat(tombstone.messages().size()).isZero();
    assertThat(tombstone.uidNext()).isEqualTo(new Uid(4));
    assertThat(script.reply(new Delete())).isEqualTo(new MailboxReply.Deleted());
    assertThat(script.refusal(Script.append(1))).isEqualTo(Refusal.NONEXISTENT);
    assertThat(script.refusal(new Initialise(Script.OWNER, Script.VALIDITY)))
        .isEqualTo(Refusal.NONEXISTENT);
    assertThat(script.state()).isSameAs(tombstone);
  }

  @Test
  void clockGoingBack_doesNotTakeTheEventsWithIt() {
    Script script = Script.mailbox(1);
    long before = script.state().tip().timeMicros();

    script.passMicros(-10_000_000);
    script.reply(Script.append(1));

    assertThat(script.state().tip().timeMicros()).isEqualTo(before);
  }
}
