package org.yubin.frontend.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.view.MailboxView;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.Flags;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.EmailId;

class PendingChangesTest {
  private final MailboxView view = new MailboxView(UidSet.of(1, 2, 3, 4), UidSet.EMPTY);
  private final PendingChanges pending =
      new PendingChanges(view, new ModSeq(5), KeywordTable.EMPTY);

  @Test
  void heldRemoval_keepsCompleteBelowIt() {
    changed(5, 6, UidSet.of(1));
    vanished(6, 7, UidSet.of(4));
    changed(7, 8, UidSet.of(2));

    assertThat(pending.takeChanged()).isEqualTo(UidSet.of(1, 2));

    assertThat(pending.known()).isEqualTo(new ModSeq(8));
    assertThat(pending.complete()).isEqualTo(new ModSeq(6));
    assertThat(pending.takeVanished()).isEqualTo(UidSet.of(4));
    assertThat(pending.complete()).isEqualTo(new ModSeq(8));
  }

  @Test
  void vanishedThatTheClientNeverSaw_isNothingToTell() {
    vanished(5, 6, UidSet.of(9));
    assertThat(pending.complete()).isEqualTo(new ModSeq(6));
  }

  @Test
  void flagsPutBack_areIncompleteAgain() {
    changed(5, 6, UidSet.of(1));
    changed(6, 7, UidSet.of(2));
    pending.putBack(pending.takeChanged());
    assertThat(pending.complete()).isEqualTo(new ModSeq(5));
    assertThat(pending.takeChanged()).isEqualTo(UidSet.of(1, 2));
  }

  @Test
  void ownChange_isSilenced_othersAreNot() {
    changed(5, 6, UidSet.of(1, 2));
    changed(6, 7, UidSet.of(1, 3));
    assertThat(pending.silence(UidSet.of(1, 2), new ModSeq(6))).isEqualTo(UidSet.of(1, 2));
    assertThat(pending.complete()).isEqualTo(new ModSeq(6));
    assertThat(pending.takeChanged()).isEqualTo(UidSet.of(1, 3));
  }

  @Test
  void ownChangeThatCameWithOthers_isTold() {
    changed(5, 7, UidSet.of(1, 2));
    assertThat(pending.silence(UidSet.of(1), new ModSeq(7))).isEqualTo(UidSet.EMPTY);
    assertThat(pending.takeChanged()).isEqualTo(UidSet.of(1, 2));
  }

  @Test
  void gap_isRefused() {
    assertThat(pending.add(changes(6, 7, UidSet.EMPTY, UidSet.EMPTY), List.of())).isFalse();
  }

  @Test
  void recordsThatPushesBrought_areTheNewest_orNone() {
    brought(5, 6, record(1, 6), record(2, 6));
    brought(6, 7, record(2, 7));
    assertThat(pending.takeRecords(UidSet.of(1, 2))).containsExactly(record(1, 6), record(2, 7));
    assertThat(pending.takeRecords(UidSet.of(1, 2))).as("taken once").isEmpty();

    brought(7, 8, record(1, 8));
    assertThat(pending.takeRecords(UidSet.of(1, 3))).as("3 was not brought").isEmpty();

    brought(8, 9, record(1, 9));
    changed(9, 10, UidSet.of(1));
    assertThat(pending.takeRecords(UidSet.of(1))).as("changed since").isEmpty();

    brought(10, 11, record(1, 11));
    vanished(11, 12, UidSet.of(1));
    assertThat(pending.takeRecords(UidSet.of(1))).as("expunged since").isEmpty();
  }

  @Test
  void flagsToldFromNewerRecords_areNoNewsWhenTheirChangeComes() {
    changed(5, 6, UidSet.of(1, 2));
    pending.takeChanged();
    pending.told(List.of(record(1, 8), record(2, 6)));

    brought(6, 7, record(1, 7), record(3, 7));
    assertThat(pending.takeChanged()).isEqualTo(UidSet.of(3));
    assertThat(pending.takeRecords(UidSet.of(3))).containsExactly(record(3, 7));
    brought(7, 8, record(1, 8));
    assertThat(pending.takeChanged()).isEqualTo(UidSet.EMPTY);
    assertThat(pending.complete()).isEqualTo(new ModSeq(8));
    brought(8, 9, record(1, 9));
    assertThat(pending.takeChanged()).isEqualTo(UidSet.of(1));
    assertThat(pending.takeRecords(UidSet.of(1))).containsExactly(record(1, 9));
  }

  @Test
  void changeThatCameWhileNewerRecordsWereRead_isOld() {
    changed(5, 6, UidSet.of(1));
    pending.takeChanged();
    brought(6, 7, record(1, 7), record(2, 7));
    pending.told(List.of(record(1, 8)));

    assertThat(pending.takeChanged()).isEqualTo(UidSet.of(2));
    assertThat(pending.takeRecords(UidSet.of(2))).containsExactly(record(2, 7));
    changed(7, 9, UidSet.of(1));
    assertThat(pending.takeChanged()).as("changed after what was told").isEqualTo(UidSet.of(1));
  }

  private void brought(long from, long to, MessageRecord... records) {
    UidSet uids = UidSet.of(Arrays.stream(records).mapToLong(one -> one.uid().value()).toArray());
    assertThat(pending.add(changes(from, to, uids, UidSet.EMPTY), List.of(records))).isTrue();
  }

  private static MessageRecord record(long uid, long modSeq) {
    return new MessageRecord(
        new Uid(uid),
        new ModSeq(modSeq),
        Flags.NONE,
        new EmailId(new UUID(0, uid)),
        1,
        new InternalDate(0, 0),
        0,
        0,
        0);
  }

  private void changed(long from, long to, UidSet uids) {
    assertThat(pending.add(changes(from, to, uids, UidSet.EMPTY), List.of())).isTrue();
  }

  private void vanished(long from, long to, UidSet uids) {
    assertThat(pending.add(changes(from, to, UidSet.EMPTY, uids), List.of())).isTrue();
  }

  private static Changes changes(long from, long to, UidSet changed, UidSet vanished) {
    return new Changes(
        new ModSeq(from),
        new ModSeq(to),
        new Position(1, to),
        new Uid(10),
        UidSet.EMPTY,
        changed,
        vanished,
        KeywordTable.EMPTY,
        UidSet.EMPTY);
  }
}
