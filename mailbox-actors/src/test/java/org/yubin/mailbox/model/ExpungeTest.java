package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpungeTest {
  @Test
  void markedMessages_go() {
    Script script = Script.mailbox(4);
    script.reply(script.store(FlagChange.add(SystemFlag.DELETED), 2, 4));

    MailboxReply reply = script.reply(new Expunge(Optional.empty()));

    assertThat(reply).isEqualTo(new MailboxReply.Expunged(UidSet.of(2, 4)));
    assertThat(script.state().messages().uids()).isEqualTo(UidSet.of(1, 3));
    assertThat(script.state().uidNext()).isEqualTo(new Uid(5));
    assertThat(script.state().highestModSeq()).isEqualTo(new ModSeq(4));
  }

  @Test
  void namedUids_limitIt() {
    Script script = Script.mailbox(4);
    script.reply(script.store(FlagChange.add(SystemFlag.DELETED), 2, 4));

    MailboxReply reply = script.reply(new Expunge(Optional.of(UidSet.of(1, 2))));

    assertThat(reply).isEqualTo(new MailboxReply.Expunged(UidSet.of(2)));
    assertThat(script.state().messages().uids()).isEqualTo(UidSet.of(1, 3, 4));
  }

  @Test
  void nothingMarked_isNoEvent() {
    Script script = Script.mailbox(2);
    MailboxState before = script.state();

    assertThat(script.reply(new Expunge(Optional.empty())))
        .isEqualTo(new MailboxReply.Expunged(UidSet.EMPTY));
    assertThat(script.state()).isSameAs(before);
  }

  @Test
  void uidOfTheLastMessage_isNotGivenAgain() {
    Script script = Script.mailbox(2);
    script.reply(script.store(FlagChange.add(SystemFlag.DELETED), 1, 2));
    script.reply(new Expunge(Optional.empty()));

    assertThat(script.reply(Script.append(1)))
        .isEqualTo(new MailboxReply.Appended(Script.VALIDITY, UidSet.of(3)));
  }

  @Test
  void changes_tellEachMessageInOneSet() {
    Script script = Script.mailbox(4); // modseq 2
    script.reply(script.store(FlagChange.add(SystemFlag.DELETED), 1)); // 3
    script.reply(Script.append(2)); // 4: 5 and 6
    script.reply(script.store(FlagChange.add(SystemFlag.DELETED), 5)); // 5
    script.reply(new Expunge(Optional.empty())); // 6: 1 and 5
    script.reply(script.store(FlagChange.add(SystemFlag.SEEN), 2, 6)); // 7

    Changes changes = script.state().changesSince(new ModSeq(2));

    assertThat(changes.appended()).isEqualTo(UidSet.of(6));
    assertThat(changes.changed()).isEqualTo(UidSet.of(2));
    assertThat(changes.vanished()).isEqualTo(UidSet.of(1, 5)); // 5 came and went since
    assertThat(changes.to()).isEqualTo(new ModSeq(7));
    assertThat(changes.uidNext()).isEqualTo(new Uid(7));
    assertThat(script.state().changesSince(new ModSeq(7)).isEmpty()).isTrue();
    assertThat(script.state().changesSince(ModSeq.ZERO).appended())
        .isEqualTo(UidSet.of(2, 3, 4, 6));
    assertThat(script.state().changesSince(ModSeq.ZERO).vanished()).isEqualTo(UidSet.of(1, 5));
  }
}
