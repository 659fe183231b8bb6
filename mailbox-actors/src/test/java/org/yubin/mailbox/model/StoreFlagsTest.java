package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreFlagsTest {
  @Test
  void changedMessages_getOneNewModSeq() {
    Script script = Script.mailbox(3);

    MailboxReply reply = script.reply(script.store(FlagChange.add(SystemFlag.SEEN), 1, 3, 9));

    assertThat(reply)
        .isEqualTo(new MailboxReply.Stored(UidSet.of(1, 3), UidSet.EMPTY, new ModSeq(3)));
    assertThat(script.message(1).modSeq()).isEqualTo(new ModSeq(3));
    assertThat(script.message(2).modSeq()).isEqualTo(new ModSeq(2));
    assertThat(script.message(3).flags()).isEqualTo(Flags.of(SystemFlag.SEEN));
    assertThat(script.state().status().unseen()).isEqualTo(1);
  }

  @Test
  void flagAlreadySet_isNoEvent() {
    Script script = Script.mailbox(2);
    script.reply(script.store(FlagChange.add(SystemFlag.SEEN), 1));
    MailboxState before = script.state();

    Decision decision = script.run(script.store(FlagChange.add(SystemFlag.SEEN), 1));

    assertThat(decision)
        .isEqualTo(
            Decision.answer(new MailboxReply.Stored(UidSet.of(1), UidSet.EMPTY, ModSeq.ZERO)));
    assertThat(script.state()).isSameAs(before);
  }

  @Test
  void flagSetOnSome_leavesTheModSeqOfTheOthers() {
    Script script = Script.mailbox(2);
    script.reply(script.store(FlagChange.add(SystemFlag.SEEN), 1));

    MailboxReply reply = script.reply(script.store(FlagChange.add(SystemFlag.SEEN), 1, 2));

    assertThat(reply)
        .isEqualTo(new MailboxReply.Stored(UidSet.of(1, 2), UidSet.EMPTY, new ModSeq(4)));
    assertThat(script.message(1).modSeq()).isEqualTo(new ModSeq(3));
    assertThat(script.message(2).modSeq()).isEqualTo(new ModSeq(4));
  }

  @Test
  void staleUnchangedSince_leavesMessageAlone() {
    Script script = Script.mailbox(2);
    ModSeq old = script.state().highestModSeq();
    script.reply(script.store(FlagChange.add(SystemFlag.FLAGGED), 1));

    MailboxReply reply =
        script.reply(
            new StoreFlags(UidSet.of(1, 2), FlagChange.add(SystemFlag.SEEN), Optional.of(old)));

    assertThat(reply).isEqualTo(new MailboxReply.Stored(UidSet.of(2), UidSet.of(1), new ModSeq(4)));
    assertThat(script.message(1).flags()).isEqualTo(Flags.of(SystemFlag.FLAGGED));
    assertThat(script.message(2).flags()).isEqualTo(Flags.of(SystemFlag.SEEN));
  }

  @Test
  void replaceAndRemove_doWhatTheySay() {
    Script script = Script.mailbox();
    script.reply(Script.appendWith("A", "B"));

    script.reply(script.store(keywords(FlagChange.Mode.REPLACE, "b", "C"), 1));
    assertThat(names(script)).containsExactly("B", "C");

    script.reply(script.store(keywords(FlagChange.Mode.REMOVE, "B", "unknown"), 1));
    assertThat(names(script)).containsExactly("C");
    assertThat(script.state().keywords().names()).containsExactly("A", "B", "C");
  }

  @Test
  void keywordForNoMessage_isNotMade() {
    Script script = Script.mailbox(1);

    script.reply(script.store(keywords(FlagChange.Mode.ADD, "new"), 5));

    assertThat(script.state().keywords().names()).isEmpty();
  }

  private static FlagChange keywords(FlagChange.Mode mode, String... names) {
    return new FlagChange(mode, new FlagNames(Set.of(), new LinkedHashSet<>(List.of(names))));
  }

  private static Set<String> names(Script script) {
    return script.state().keywords().names(script.message(1).flags()).keywords();
  }
}
