package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessagesTest {
  @Test
  void oneChange_copiesOnePage() {
    Script script = Script.mailbox(1000);
    List<Page> before = script.state().messages().pages();

    script.reply(script.store(FlagChange.add(SystemFlag.SEEN), 300));

    List<Page> after = script.state().messages().pages();
    assertThat(after).hasSize(8);
    for (int i = 0; i < after.size(); i++) {
      assertThat(after.get(i).fixed()).isSameAs(before.get(i).fixed());
      assertThat(after.get(i) == before.get(i)).isEqualTo(i != 2);
    }
  }

  @Test
  void records_comeInPagesUntilNothingIsLeft() {
    Script script = Script.mailbox(2500);
    script.reply(script.store(FlagChange.add(SystemFlag.DELETED), 2000));
    script.reply(new Expunge(Optional.empty()));
    UidSet left = UidSet.range(1, 3000);
    List<Long> found = new ArrayList<>();

    int pages = 0;
    while (!left.isEmpty()) {
      RecordPage page = script.state().records(left);
      page.records().forEach(record -> found.add(record.uid().value()));
      left = page.rest();
      pages++;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(found).hasSize(2499).isSorted().doesNotContain(2000L);
  }

  @Test
  void sparsePages_arePackedAndJoined() {
    Script script = Script.mailbox(1280);
    UidSet gone = UidSet.EMPTY;
    for (long uid = 1; uid <= 1280; uid++) {
      if (uid % 16 != 0) {
        gone = gone.or(UidSet.of(uid));
      }
    }

    script.reply(new StoreFlags(gone, FlagChange.add(SystemFlag.DELETED), Optional.empty()));
    script.reply(new Expunge(Optional.empty()));

    Messages messages = script.state().messages();
    assertThat(messages.size()).isEqualTo(80);
    assertThat(messages.pages().size()).isLessThan(4);
    assertThat(messages.find(new Uid(1280))).isPresent();
    assertThat(messages.find(new Uid(1279))).isEmpty();
    assertThat(messages.uids().size()).isEqualTo(80);
  }

  @Test
  void highestUid_isFound() {
    Messages messages =
        Messages.EMPTY.plus(new Uid(Uid.MAX - 1), List.of(arrived(), arrived()), new ModSeq(2), 0);

    assertThat(messages.existing(UidSet.of(5, Uid.MAX - 1, Uid.MAX)).size()).isEqualTo(2);
    assertThat(messages.find(new Uid(Uid.MAX))).isPresent();
    assertThat(messages.minus(UidSet.of(Uid.MAX)).uids()).isEqualTo(UidSet.of(Uid.MAX - 1));
  }

  private static ArrivedMessage arrived() {
    NewMessage message = Script.message(1, FlagNames.NONE);
    return new ArrivedMessage(message.emailId(), Flags.NONE, 1, message.internalDate(), 1, 1);
  }
}
