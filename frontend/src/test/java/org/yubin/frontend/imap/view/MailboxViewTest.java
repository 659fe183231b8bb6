package org.yubin.frontend.imap.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yubin.mailbox.model.UidSet;

class MailboxViewTest {
  private final MailboxView view =
      new MailboxView(UidSet.of(2, 3, 5, 8, 4294967295L), UidSet.of(5, 8));

  @Test
  void sequenceNumbers_areRanks() {
    assertThat(view.exists()).isEqualTo(5);
    assertThat(view.recent()).isEqualTo(2);
    for (long seq = 1; seq <= 5; seq++) {
      assertThat(view.seq(view.uid(seq))).isEqualTo(seq);
    }
    assertThat(view.uid(5)).isEqualTo(4294967295L);
    assertThatThrownBy(() -> view.uid(6)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> view.seq(4)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1,3,'2:3,5'", "3,1,'2:3,5'", "2,2,3"})
  void setsOfSequenceNumbers_nameWhatIsThere(long first, long last, String uids) {
    assertThat(view.resolve(MessageSet.of(first, last), false).orElseThrow()).hasToString(uids);
  }

  @Test
  void star_isTheLastMessage() {
    MessageSet fromFour = MessageSet.of(4, MessageSet.STAR);
    assertThat(view.resolve(fromFour, false).orElseThrow()).hasToString("8,4294967295");
    MailboxView small = new MailboxView(UidSet.of(1, 2), UidSet.EMPTY);
    // RFC 3501 §6.4.8: a range with * always has the last message.
    MessageSet beyond = MessageSet.of(559, MessageSet.STAR);
    assertThat(small.resolve(beyond, true).orElseThrow()).hasToString("2");
    assertThat(small.resolve(beyond, false)).isEmpty();
  }

  @Test
  void setBeyondTheEnd_isInvalid_forSequenceNumbersOnly() {
    MessageSet set =
        new MessageSet(List.of(new MessageSet.Range(1, 1), new MessageSet.Range(6, 6)));
    assertThat(view.resolve(set, false)).isEmpty();
    assertThat(view.resolve(set, true).orElseThrow()).isEqualTo(UidSet.EMPTY);
  }

  /** RFC 5182 §2.1: by UID or not, never invalid, and without what has been expunged. */
  @Test
  void saved_isWhatIsLeftOfIt() {
    MessageSet saved = new MessageSet(List.of(), true);
    assertThat(view.resolve(saved, false)).contains(UidSet.EMPTY);
    view.save(UidSet.of(2, 4, 5, 8));
    assertThat(view.resolve(saved, false).orElseThrow()).hasToString("2,5,8");
    view.expunge(UidSet.of(5));
    assertThat(view.resolve(saved, true).orElseThrow()).hasToString("2,8");
    MessageSet more = new MessageSet(List.of(new MessageSet.Range(2, 2)), true);
    assertThat(view.resolve(more, false).orElseThrow()).hasToString("2:3,8");
    assertThat(more).hasToString("2,$");
  }

  @Test
  void emptyMailbox_hasNoStar() {
    MailboxView empty = new MailboxView(UidSet.EMPTY, UidSet.EMPTY);
    MessageSet all = MessageSet.of(1, MessageSet.STAR);
    assertThat(empty.resolve(all, false)).isEmpty();
    assertThat(empty.resolve(all, true)).contains(UidSet.EMPTY);
  }

  // RFC 3501 §7.4.1: each number counts from what the one before has left.
  @Test
  void expunged_areToldOneByOne() {
    assertThat(view.expunge(UidSet.of(2, 3, 8, 99))).containsExactly(1, 1, 2);
    assertThat(view.uids()).hasToString("5,4294967295");
    assertThat(view.recentUids()).hasToString("5");
    assertThat(view.expunge(UidSet.of(2))).isEmpty();
  }

  @Test
  void appended_comeBehind() {
    MailboxView small = new MailboxView(UidSet.of(1, 2), UidSet.EMPTY);
    small.append(UidSet.of(7, 9), UidSet.of(9));
    assertThat(small.exists()).isEqualTo(4);
    assertThat(small.seq(9)).isEqualTo(4);
    assertThat(small.isRecent(9)).isTrue();
    assertThat(small.isRecent(7)).isFalse();
  }

  @Test
  void hundredThousandMessages_areExpungedInOneGo() {
    MailboxView large = new MailboxView(UidSet.range(1, 100_000), UidSet.EMPTY);
    long[] told = large.expunge(UidSet.range(1, 99_999));
    assertThat(told).hasSize(99_999).containsOnly(1L);
    assertThat(large.exists()).isEqualTo(1);
  }
}
