package org.yubin.mailbox.codec;

import java.time.LocalDate;
import java.util.List;
import org.yubin.mailbox.codec.Forms.Form;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxQuery.When;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.persistence.id.EmailId;
import org.yubin.proto.mailbox.WireDateTest;
import org.yubin.proto.mailbox.WireQueries;
import org.yubin.proto.mailbox.WireQuery;
import org.yubin.proto.mailbox.WireWhen;

/** Queries of a mailbox between nodes. */
final class QueryCodec {
  private static final Forms<MailboxQuery, WireQuery.Builder, WireQuery> FORMS =
      Forms.of(
          WireQuery::getQueryCase,
          List.of(
              new Form<>(
                  MailboxQuery.All.class,
                  WireQuery.ALL_FIELD_NUMBER,
                  (q, out) -> out.setAll(true),
                  in -> new MailboxQuery.All()),
              new Form<>(
                  MailboxQuery.Uids.class,
                  WireQuery.UIDS_FIELD_NUMBER,
                  (q, out) -> out.setUids(Values.uids(q.uids())),
                  in -> new MailboxQuery.Uids(Values.uids(in.getUids()))),
              new Form<>(
                  MailboxQuery.HasFlag.class,
                  WireQuery.FLAG_BIT_FIELD_NUMBER,
                  (q, out) -> out.setFlagBit(q.flag().bit()),
                  in -> new MailboxQuery.HasFlag(flag(in.getFlagBit()))),
              new Form<>(
                  MailboxQuery.HasKeyword.class,
                  WireQuery.KEYWORD_FIELD_NUMBER,
                  (q, out) -> out.setKeyword(q.keyword()),
                  in -> new MailboxQuery.HasKeyword(in.getKeyword())),
              new Form<>(
                  MailboxQuery.Internal.class,
                  WireQuery.INTERNAL_FIELD_NUMBER,
                  (q, out) -> out.setInternal(date(q.when(), q.date())),
                  in -> new MailboxQuery.Internal(when(in.getInternal()), day(in.getInternal()))),
              new Form<>(
                  MailboxQuery.InternalAtLeast.class,
                  WireQuery.INTERNAL_AT_LEAST_FIELD_NUMBER,
                  (q, out) -> out.setInternalAtLeast(q.epochSecond()),
                  in -> new MailboxQuery.InternalAtLeast(in.getInternalAtLeast())),
              new Form<>(
                  MailboxQuery.Saved.class,
                  WireQuery.SAVED_FIELD_NUMBER,
                  (q, out) -> out.setSaved(date(q.when(), q.date())),
                  in -> new MailboxQuery.Saved(when(in.getSaved()), day(in.getSaved()))),
              new Form<>(
                  MailboxQuery.Larger.class,
                  WireQuery.LARGER_FIELD_NUMBER,
                  (q, out) -> out.setLarger(q.octets()),
                  in -> new MailboxQuery.Larger(in.getLarger())),
              new Form<>(
                  MailboxQuery.Smaller.class,
                  WireQuery.SMALLER_FIELD_NUMBER,
                  (q, out) -> out.setSmaller(q.octets()),
                  in -> new MailboxQuery.Smaller(in.getSmaller())),
              new Form<>(
                  MailboxQuery.ModSeqAtLeast.class,
                  WireQuery.MOD_SEQ_AT_LEAST_FIELD_NUMBER,
                  (q, out) -> out.setModSeqAtLeast(q.modSeq().value()),
                  in -> new MailboxQuery.ModSeqAtLeast(new ModSeq(in.getModSeqAtLeast()))),
              new Form<>(
                  MailboxQuery.EmailIdIs.class,
                  WireQuery.EMAIL_ID_FIELD_NUMBER,
                  (q, out) -> out.setEmailId(Values.id(q.emailId().value())),
                  in -> new MailboxQuery.EmailIdIs(new EmailId(Values.id(in.getEmailId())))),
              new Form<>(
                  MailboxQuery.ThreadIdIs.class,
                  WireQuery.THREAD_ID_FIELD_NUMBER,
                  (q, out) -> out.setThreadId(q.threadId()),
                  in -> new MailboxQuery.ThreadIdIs(in.getThreadId())),
              new Form<>(
                  MailboxQuery.And.class,
                  WireQuery.AND_FIELD_NUMBER,
                  (q, out) -> out.setAnd(all(q.all())),
                  in -> new MailboxQuery.And(all(in.getAnd()))),
              new Form<>(
                  MailboxQuery.Or.class,
                  WireQuery.OR_FIELD_NUMBER,
                  (q, out) -> out.setOr(all(List.of(q.a(), q.b()))),
                  in -> or(all(in.getOr()))),
              new Form<>(
                  MailboxQuery.Not.class,
                  WireQuery.NOT_FIELD_NUMBER,
                  (q, out) -> out.setNot(write(q.query())),
                  in -> new MailboxQuery.Not(read(in.getNot())))));

  private QueryCodec() {}

  static WireQuery write(MailboxQuery query) {
    WireQuery.Builder out = WireQuery.newBuilder();
    FORMS.write(query, out);
    return out.build();
  }

  static MailboxQuery read(WireQuery message) {
    return FORMS.read(message);
  }

  private static WireQueries all(List<MailboxQuery> queries) {
    WireQueries.Builder out = WireQueries.newBuilder();
    queries.forEach(query -> out.addQueries(write(query)));
    return out.build();
  }

  private static List<MailboxQuery> all(WireQueries in) {
    return in.getQueriesList().stream().map(QueryCodec::read).toList();
  }

  private static MailboxQuery.Or or(List<MailboxQuery> two) {
    if (two.size() != 2) {
      throw new IllegalArgumentException("or: " + two.size() + " queries (expected: 2)");
    }
    return new MailboxQuery.Or(two.get(0), two.get(1));
  }

  private static SystemFlag flag(int bit) {
    for (SystemFlag flag : SystemFlag.values()) {
      if (flag.bit() == bit) {
        return flag;
      }
    }
    throw new IllegalArgumentException("flag bit: " + bit + " (expected: 1, 2, 4, 8 or 16)");
  }

  private static WireDateTest date(When when, LocalDate date) {
    WireWhen wire =
        switch (when) {
          case BEFORE -> WireWhen.WIRE_WHEN_BEFORE;
          case ON -> WireWhen.WIRE_WHEN_ON;
          case SINCE -> WireWhen.WIRE_WHEN_SINCE;
        };
    return WireDateTest.newBuilder().setWhen(wire).setEpochDay(date.toEpochDay()).build();
  }

  private static When when(WireDateTest in) {
    return switch (in.getWhen()) {
      case WIRE_WHEN_BEFORE -> When.BEFORE;
      case WIRE_WHEN_ON -> When.ON;
      case WIRE_WHEN_SINCE -> When.SINCE;
      case WIRE_WHEN_UNKNOWN, UNRECOGNIZED ->
          throw new IllegalArgumentException("when: " + in.getWhenValue());
    };
  }

  private static LocalDate day(WireDateTest in) {
    long day = in.getEpochDay();
    if (Math.abs(day) > 4_000_000) {
      throw new IllegalArgumentException("day: " + day + " (expected: year 0000 to 9999)");
    }
    return LocalDate.ofEpochDay(day);
  }
}
