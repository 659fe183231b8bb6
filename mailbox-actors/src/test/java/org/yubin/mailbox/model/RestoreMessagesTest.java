package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A mailbox that is put back from a backup, and messages that keep their UIDs. */
class RestoreMessagesTest {
  private static final ModSeq HIGHEST = new ModSeq(90);

  private static RestoredMessage message(long uid, long modSeq, String... keywords) {
    FlagNames names =
        new FlagNames(Set.of(SystemFlag.SEEN), new LinkedHashSet<>(List.of(keywords)));
    return new RestoredMessage(
        new Uid(uid), new ModSeq(modSeq), 1_000 + uid, Script.message((int) uid, names));
  }

  private static RestoreMessages part(RestoredMessage... messages) {
    return new RestoreMessages(List.of(messages), Optional.of(HIGHEST));
  }

  private static Script restored() {
    Script script = Script.mailbox();
    script.reply(part(message(3, 5, "a"), message(7, 90)));
    script.reply(part(message(9, 6, "b", "A")));
    script.reply(new EndRestore(new Uid(20), HIGHEST));
    return script;
  }

  @Test
  void backupPutBack_hasUidsModSeqsAndDatesAsBefore() {
    MailboxState state = restored().state();

    assertThat(state.highestModSeq()).isEqualTo(HIGHEST);
    assertThat(state.uidNext()).isEqualTo(new Uid(20));
    assertThat(state.messages().uids()).isEqualTo(UidSet.of(3, 7, 9));
    assertThat(state.messages().find(new Uid(7)).orElseThrow().modSeq()).isEqualTo(HIGHEST);
    MessageRecord last = state.messages().find(new Uid(9)).orElseThrow();
    assertThat(last.modSeq()).isEqualTo(new ModSeq(6));
    assertThat(last.saveDateEpochSecond()).isEqualTo(1_009);
    assertThat(state.keywords().names()).containsExactly("a", "b");
    assertThat(state.keywords().names(last.flags()).keywords()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void clientThatIsBehind_isToldWhatChangedAndAllThatMayHaveVanished() {
    MailboxState state = restored().state();

    Changes behind = state.changesSince(new ModSeq(5));
    assertThat(behind.changed().or(behind.appended())).isEqualTo(UidSet.of(7, 9));
    assertThat(behind.vanished()).isEqualTo(UidSet.range(1, 19).andNot(UidSet.of(3, 7, 9)));
    assertThat(state.changesSince(HIGHEST).isEmpty()).isTrue();
  }

  @Test
  void laterArrivals_goOnBehind() {
    Script script = restored();
    script.reply(Script.append(1));

    assertThat(script.message(20).modSeq()).isEqualTo(HIGHEST.next());
    assertThat(script.state().changesSince(HIGHEST).appended()).isEqualTo(UidSet.of(20));
  }

  @Test
  void emptyMailbox_keepsUidNextAndHighestModSeq() {
    Script script = Script.mailbox();
    script.reply(new EndRestore(new Uid(6), HIGHEST));
    script.reply(new EndRestore(new Uid(6), HIGHEST));

    assertThat(script.state().uidNext()).isEqualTo(new Uid(6));
    assertThat(script.state().highestModSeq()).isEqualTo(HIGHEST);
    assertThat(script.state().changesSince(ModSeq.FIRST).vanished()).isEqualTo(UidSet.range(1, 5));
    Script untouched = Script.mailbox();
    untouched.reply(new EndRestore(Uid.FIRST, ModSeq.FIRST));
    assertThat(untouched.state().highestModSeq()).isEqualTo(ModSeq.FIRST);
  }

  @Test
  void mailboxWithChangesOfItsOwn_isRefused() {
    Script own = Script.mailbox(2);
    assertThat(own.refusal(part(message(9, 6)))).isEqualTo(Refusal.CANNOT);
    assertThat(own.refusal(new EndRestore(new Uid(20), HIGHEST))).isEqualTo(Refusal.CANNOT);

    Script after = restored();
    after.reply(Script.append(1));
    assertThat(after.refusal(part(message(30, 6)))).isEqualTo(Refusal.CANNOT);
  }

  @Test
  void uidsThatDoNotAscend_areRefused_andSoIsAModSeqAboveTheHighest() {
    Script script = Script.mailbox();
    assertThat(script.refusal(part(message(4, 2), message(4, 2)))).isEqualTo(Refusal.CANNOT);
    assertThat(script.refusal(part(message(4, 91)))).isEqualTo(Refusal.CANNOT);
    script.reply(part(message(4, 2)));
    assertThat(script.refusal(part(message(4, 2)))).isEqualTo(Refusal.CANNOT);
    assertThat(script.refusal(new EndRestore(new Uid(4), HIGHEST))).isEqualTo(Refusal.CANNOT);
  }

  @Test
  void withoutABackup_uidsAreKept_andTheModSeqIsThatOfTheArrival() {
    Script script = Script.mailbox(2);
    List<RestoredMessage> some = new ArrayList<>();
    for (long uid = 10; uid < 500; uid += 3) {
      some.add(message(uid, 0));
    }
    MailboxReply reply = script.reply(new RestoreMessages(some, Optional.empty()));

    assertThat(((MailboxReply.Appended) reply).uids().size()).isEqualTo(some.size());
    assertThat(script.message(499).modSeq()).isEqualTo(script.state().highestModSeq());
    assertThat(script.state().uidNext()).isEqualTo(new Uid(500));
    assertThat(script.state().changesSince(new ModSeq(2)).appended().size()).isEqualTo(some.size());
    assertThat(script.refusal(new RestoreMessages(List.of(message(600, 1)), Optional.empty())))
        .isEqualTo(Refusal.CANNOT);
  }
}
