package org.yubin.persistence.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

class RangeFillTest {
  private static final MailboxId INBOX = new MailboxId(new UUID(1, 1));
  private static final MailboxId SENT = new MailboxId(new UUID(1, 2));

  /** One statement: the mailbox, and the UIDs that were written together. */
  private record Written(MailboxId mailbox, List<Long> uids) {}

  private final List<Written> written = new ArrayList<>();
  private final Queue<Runnable> paused = new ArrayDeque<>();
  private final RangeFill fill =
      new RangeFill(
          (mailbox, entries) ->
              written.add(
                  new Written(mailbox, entries.stream().map(RangeCache.Entry::uid).toList())),
          paused::add);

  private void add(MailboxId mailbox, long uid, int octets) {
    EmailId email = new EmailId(new UUID(2, uid));
    fill.add(mailbox, new RangeCache.Entry(uid, email, ByteBuffer.allocate(octets)));
  }

  private void pauseEnds() {
    assertThat(paused).hasSize(1);
    paused.remove().run();
  }

  @Test
  void entries_waitForThePause_andAreWrittenTogether() {
    add(INBOX, 1, 100);
    add(SENT, 7, 100);
    add(INBOX, 2, 100);
    assertThat(written).isEmpty();
    pauseEnds();
    assertThat(written)
        .containsExactlyInAnyOrder(
            new Written(INBOX, List.of(1L, 2L)), new Written(SENT, List.of(7L)));
    assertThat(paused).isEmpty();
  }

  @Test
  void nextEntry_beginsAPauseOfItsOwn() {
    add(INBOX, 1, 100);
    pauseEnds();
    add(INBOX, 2, 100);
    pauseEnds();
    assertThat(written)
        .containsExactly(new Written(INBOX, List.of(1L)), new Written(INBOX, List.of(2L)));
  }

  @Test
  void fullStatement_isWrittenAtOnce() {
    for (long uid = 1; uid <= RangeFill.MOST_TOGETHER + 1; uid++) {
      add(INBOX, uid, 100);
    }
    assertThat(written).hasSize(1);
    assertThat(written.get(0).uids())
        .hasSize(RangeFill.MOST_TOGETHER)
        .startsWith(1L)
        .endsWith((long) RangeFill.MOST_TOGETHER);
    pauseEnds();
    assertThat(written.get(1).uids()).containsExactly(RangeFill.MOST_TOGETHER + 1L);
  }

  @Test
  void moreThanMayWait_isLeftToThoseWhoLookForIt() {
    int half = RangeFill.MOST_WAITING_OCTETS / 2;
    add(INBOX, 1, half);
    add(SENT, 2, half);
    add(INBOX, 3, 100);
    pauseEnds();
    assertThat(written)
        .containsExactlyInAnyOrder(new Written(INBOX, List.of(1L)), new Written(SENT, List.of(2L)));
    add(INBOX, 4, 100);
    pauseEnds();
    assertThat(written).contains(new Written(INBOX, List.of(4L)));
  }

  @Test
  void whatWasWrittenAtOnce_makesRoom() {
    int octets = RangeFill.MOST_WAITING_OCTETS / RangeFill.MOST_TOGETHER;
    for (long uid = 1; uid <= RangeFill.MOST_TOGETHER; uid++) {
      add(INBOX, uid, octets);
    }
    assertThat(written).hasSize(1);
    add(INBOX, 100, 100);
    pauseEnds();
    assertThat(written).contains(new Written(INBOX, List.of(100L)));
  }
}
