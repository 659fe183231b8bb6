package org.yubin.mailbox.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.BeginMove;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.Delete;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Script;
import org.yubin.mailbox.model.SettleMove;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.journal.PageKey;
import org.yubin.persistence.journal.PagedState;

class SnapshotCodecTest {
  private static Map<PageKey, byte[]> pages(PagedState state) {
    Map<PageKey, byte[]> pages = new TreeMap<>();
    state.pages().forEach(key -> pages.put(key, state.encode(key)));
    return pages;
  }

  private static MailboxState back(MailboxState state) {
    PagedState paged = SnapshotCodec.paged(state);
    return SnapshotCodec.decode(paged.root(), pages(paged));
  }

  @Test
  void everyKindOfState_comesBack() {
    RandomRun.assertSame(back(MailboxState.EMPTY), MailboxState.EMPTY);
    Script script = Script.mailbox();
    RandomRun.assertSame(back(script.state()), script.state());
    script.reply(Script.append(300, SystemFlag.SEEN));
    script.reply(Script.appendWith("A", "B"));
    script.run(
        new BeginMove(UidSet.of(4, 5), Script.THERE), Script.cause(new RequestId(new UUID(1, 1))));
    MailboxState held = script.state();
    assertThat(back(held).moves()).isEqualTo(held.moves());
    assertThat(back(held).status()).isEqualTo(held.status());
    assertThat(back(held).requests().find(new RequestId(new UUID(1, 1)))).isPresent();
    RandomRun.assertSame(back(held), held);
    script.reply(new Delete());
    RandomRun.assertSame(back(script.state()), script.state());
  }

  @Test
  void oneChange_writesOnePageOfMessages() {
    Script script = Script.mailbox(1000);
    PagedState before = SnapshotCodec.paged(script.state());

    script.reply(script.store(FlagChange.add(SystemFlag.SEEN), 300));

    PagedState after = SnapshotCodec.paged(script.state());
    List<PageKey> changed =
        after.pages().stream().filter(key -> !after.samePage(key, before)).toList();
    assertThat(changed)
        .containsExactlyInAnyOrder(
            new PageKey(MailboxPages.CHANGING, 2), new PageKey(MailboxPages.REPLIES, 0));
  }

  @Test
  void arrivedMoves_comeBackEachInAPageOfItsOwn() {
    Script script = Script.mailbox(2);
    List<CopiedMessage> copies =
        List.of(CopiedMessage.of(script.message(1), script.state().keywords()));
    for (int move = 0; move < 3; move++) {
      Optional<RequestId> id = Optional.of(new RequestId(new UUID(8, move)));
      script.reply(new AppendCopies(Script.THERE, copies, id));
    }
    PagedState before = SnapshotCodec.paged(script.state());
    script.reply(new SettleMove(new RequestId(new UUID(8, 1))));

    PagedState after = SnapshotCodec.paged(script.state());
    assertThat(back(script.state()).arrived()).isEqualTo(script.state().arrived());
    RandomRun.assertSame(back(script.state()), script.state());
    assertThat(after.pages())
        .filteredOn(key -> key.kind() == MailboxPages.ARRIVED)
        .containsExactly(new PageKey(MailboxPages.ARRIVED, 0), new PageKey(MailboxPages.ARRIVED, 2))
        .allMatch(key -> after.samePage(key, before));
    script.reply(new Delete());
    assertThat(back(script.state()).arrived()).isEqualTo(script.state().arrived());
  }

  @Test
  void missingOrBrokenPages_areRefused() {
    PagedState paged = SnapshotCodec.paged(Script.mailbox(300).state());
    byte[] root = paged.root();
    Map<PageKey, byte[]> without = pages(paged);
    without.remove(new PageKey(MailboxPages.CHANGING, 1));
    Map<PageKey, byte[]> broken = pages(paged);
    broken.put(new PageKey(MailboxPages.FIXED, 1), new byte[] {8, 1});

    assertThatThrownBy(() -> SnapshotCodec.decode(root, without))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> SnapshotCodec.decode(root, broken))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> SnapshotCodec.decode(new byte[] {-1}, pages(paged)))
        .isInstanceOf(MalformedException.class);
  }
}
