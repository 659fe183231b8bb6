package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.model.MailboxQuery.When;
import org.yubin.persistence.id.EmailId;

class MailboxQueryTest {
  private static final LocalDate FIRST_OF_MAY = LocalDate.of(2026, 5, 1);

  private final Script script = Script.mailbox();

  MailboxQueryTest() {
    // 1: late on 30 April in New York, though 1 May in UTC; 2: 1 May in Tokyo, though 30 April in
    // UTC
    script.reply(
        new Append(
            List.of(
                message(1, "2026-04-30T23:30:00-04:00", 10, FlagNames.of(SystemFlag.SEEN)),
                message(
                    2, "2026-05-01T01:00:00+09:00", 20, new FlagNames(Set.of(), Set.of("Work"))),
                message(3, "2026-05-02T00:00:00Z", 30, FlagNames.NONE))));
    script.reply(script.store(FlagChange.add(SystemFlag.FLAGGED), 3));
  }

  private static NewMessage message(int n, String date, long size, FlagNames flags) {
    InternalDate internal = InternalDate.of(OffsetDateTime.parse(date));
    return new NewMessage(new EmailId(new UUID(0, n)), flags, size, internal, 100 + n, n);
  }

  private String found(MailboxQuery query) {
    return query.evaluate(script.state()).toString();
  }

  @Test
  void leaves_findWhatTheyName() {
    assertThat(found(new MailboxQuery.All())).isEqualTo("1:3");
    assertThat(found(new MailboxQuery.Uids(UidSet.of(2, 9)))).isEqualTo("2");
    assertThat(found(new MailboxQuery.HasFlag(SystemFlag.SEEN))).isEqualTo("1");
    assertThat(found(new MailboxQuery.HasKeyword("WORK"))).isEqualTo("2");
    assertThat(found(new MailboxQuery.HasKeyword("none"))).isEmpty();
    assertThat(found(new MailboxQuery.Larger(20))).isEqualTo("3");
    assertThat(found(new MailboxQuery.Smaller(20))).isEqualTo("1");
    assertThat(found(new MailboxQuery.ModSeqAtLeast(new ModSeq(3)))).isEqualTo("3");
    assertThat(found(new MailboxQuery.EmailIdIs(new EmailId(new UUID(0, 2))))).isEqualTo("2");
    assertThat(found(new MailboxQuery.ThreadIdIs(103))).isEqualTo("3");
  }

  @Test
  void internalDate_isComparedInItsOwnZone() {
    assertThat(found(new MailboxQuery.Internal(When.BEFORE, FIRST_OF_MAY))).isEqualTo("1");
    assertThat(found(new MailboxQuery.Internal(When.ON, FIRST_OF_MAY))).isEqualTo("2");
    assertThat(found(new MailboxQuery.Internal(When.SINCE, FIRST_OF_MAY))).isEqualTo("2:3");
  }

  @Test
  void internalDate_isComparedToTheSecond() {
    long second = OffsetDateTime.parse("2026-05-01T01:00:00+09:00").toEpochSecond();
    assertThat(found(new MailboxQuery.InternalAtLeast(second))).isEqualTo("1:3");
    assertThat(found(new MailboxQuery.InternalAtLeast(second + 1))).isEqualTo("1,3");
  }

  @Test
  void saveDate_isTheDayOfArrival() {
    LocalDate day = LocalDate.of(2026, 11, 23);
    assertThat(found(new MailboxQuery.Saved(When.ON, day))).isEqualTo("1:3");
    assertThat(found(new MailboxQuery.Saved(When.BEFORE, day))).isEmpty();
    assertThat(found(new MailboxQuery.Saved(When.SINCE, day.plusDays(1)))).isEmpty();
  }

  @Test
  void trees_combine() {
    MailboxQuery seen = new MailboxQuery.HasFlag(SystemFlag.SEEN);
    MailboxQuery flagged = new MailboxQuery.HasFlag(SystemFlag.FLAGGED);

    assertThat(found(new MailboxQuery.Or(seen, flagged))).isEqualTo("1,3");
    assertThat(found(new MailboxQuery.Not(new MailboxQuery.Or(seen, flagged)))).isEqualTo("2");
    assertThat(found(new MailboxQuery.And(List.of(seen, flagged)))).isEmpty();
    assertThat(found(new MailboxQuery.And(List.of()))).isEqualTo("1:3");
  }

  @Test
  void depth_isBounded() {
    MailboxQuery deep = new MailboxQuery.All();
    for (int i = 1; i < MailboxQuery.MAX_DEPTH; i++) {
      deep = new MailboxQuery.Not(deep);
    }
    MailboxQuery deepest = deep;
    assertThat(deepest.depth()).isEqualTo(MailboxQuery.MAX_DEPTH);
    assertThatThrownBy(() -> new MailboxQuery.Not(deepest))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
