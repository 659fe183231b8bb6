package org.yubin.mailbox.codec;

import java.util.Optional;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.EmailId;
import org.yubin.proto.mailbox.WireChanges;
import org.yubin.proto.mailbox.WireOpened;
import org.yubin.proto.mailbox.WireRecord;
import org.yubin.proto.mailbox.WireRecordPage;
import org.yubin.proto.mailbox.WireRefusal;
import org.yubin.proto.mailbox.WireRefused;
import org.yubin.proto.mailbox.WireResult;
import org.yubin.proto.mailbox.WireStatus;

/** What a gate answers and tells, between nodes. */
final class AnswerCodec {
  private AnswerCodec() {}

  static WireResult result(Result<?> result) {
    WireResult.Builder out = WireResult.newBuilder();
    if (result instanceof Result.Refused<?> refused) {
      WireRefusal why = WireRefusal.valueOf("WIRE_REFUSAL_" + refused.why().name());
      return out.setRefused(WireRefused.newBuilder().setWhy(why).setDetail(refused.detail()))
          .build();
    }
    Result.Ok<?> ok = (Result.Ok<?>) result;
    out.setAt(Values.position(ok.at())).setHighestModSeq(ok.highestModSeq().value());
    Object value = ok.value();
    if (value instanceof MailboxReply reply) {
      out.setReply(ReplyCodec.write(reply));
    } else if (value instanceof Opened opened) {
      out.setOpened(opened(opened));
    } else if (value instanceof Changes changes) {
      out.setChanges(changes(changes));
    } else if (value instanceof RecordPage page) {
      out.setRecords(page(page));
    } else if (value instanceof UidSet uids) {
      out.setUids(Values.uids(uids));
    } else if (value instanceof MailboxStatus status) {
      out.setStatus(status(status));
    } else {
      throw new IllegalStateException("no codec for " + value.getClass());
    }
    return out.build();
  }

  static Result<?> result(WireResult in) {
    return switch (in.getValueCase()) {
      case REFUSED ->
          new Result.Refused<>(refusal(in.getRefused().getWhy()), in.getRefused().getDetail());
      case REPLY -> ok(in, ReplyCodec.read(in.getReply()));
      case OPENED -> ok(in, opened(in.getOpened()));
      case CHANGES -> ok(in, changes(in.getChanges()));
      case RECORDS -> ok(in, page(in.getRecords()));
      case UIDS -> ok(in, Values.uids(in.getUids()));
      case STATUS -> ok(in, status(in.getStatus()));
      case VALUE_NOT_SET -> throw new IllegalArgumentException("result: no value that is known");
    };
  }

  private static Result<?> ok(WireResult in, Object value) {
    return new Result.Ok<>(value, Values.position(in.getAt()), new ModSeq(in.getHighestModSeq()));
  }

  /** One that a newer node knows and we do not is the mildest: try again. */
  private static Refusal refusal(WireRefusal in) {
    return in == WireRefusal.UNRECOGNIZED || in == WireRefusal.WIRE_REFUSAL_UNKNOWN
        ? Refusal.UNAVAILABLE
        : Refusal.valueOf(in.name().substring("WIRE_REFUSAL_".length()));
  }

  private static WireOpened opened(Opened opened) {
    WireOpened.Builder out =
        WireOpened.newBuilder()
            .setAt(Values.position(opened.at()))
            .setUidValidity(Values.validity(opened.uidValidity()))
            .setUidNext(Values.uid(opened.uidNext()))
            .setHighestModSeq(opened.highestModSeq().value())
            .setUids(Values.uids(opened.uids()))
            .addAllKeywords(opened.keywords().names())
            .setRecent(Values.uids(opened.recent()))
            .setReadOnly(opened.readOnly());
    opened.firstUnseen().ifPresent(uid -> out.setFirstUnseen(Values.uid(uid)));
    return out.build();
  }

  private static Opened opened(WireOpened in) {
    return new Opened(
        Values.position(in.getAt()),
        Values.validity(in.getUidValidity()),
        Values.uid(in.getUidNext()),
        new ModSeq(in.getHighestModSeq()),
        Values.uids(in.getUids()),
        new KeywordTable(in.getKeywordsList()),
        in.getFirstUnseen() == 0 ? Optional.empty() : Optional.of(Values.uid(in.getFirstUnseen())),
        Values.uids(in.getRecent()),
        in.getReadOnly());
  }

  static WireChanges changes(Changes changes) {
    return WireChanges.newBuilder()
        .setFrom(changes.from().value())
        .setTo(changes.to().value())
        .setAt(Values.position(changes.at()))
        .setUidNext(Values.uid(changes.uidNext()))
        .setAppended(Values.uids(changes.appended()))
        .setChanged(Values.uids(changes.changed()))
        .setVanished(Values.uids(changes.vanished()))
        .addAllKeywords(changes.keywords().names())
        .setRecent(Values.uids(changes.recent()))
        .build();
  }

  static Changes changes(WireChanges in) {
    return new Changes(
        new ModSeq(in.getFrom()),
        new ModSeq(in.getTo()),
        Values.position(in.getAt()),
        Values.uid(in.getUidNext()),
        Values.uids(in.getAppended()),
        Values.uids(in.getChanged()),
        Values.uids(in.getVanished()),
        new KeywordTable(in.getKeywordsList()),
        Values.uids(in.getRecent()));
  }

  private static WireRecordPage page(RecordPage page) {
    WireRecordPage.Builder out =
        WireRecordPage.newBuilder()
            .setRest(Values.uids(page.rest()))
            .addAllKeywords(page.keywords().names())
            .setAt(Values.position(page.at()));
    for (MessageRecord record : page.records()) {
      out.addRecords(
          WireRecord.newBuilder()
              .setUid(Values.uid(record.uid()))
              .setModSeq(record.modSeq().value())
              .setFlags(Values.flags(record.flags()))
              .setEmailId(Values.id(record.emailId().value()))
              .setSizeOctets((int) record.sizeOctets())
              .setInternalDate(Values.date(record.internalDate()))
              .setSaveDateEpochSecond(record.saveDateEpochSecond())
              .setThreadId(record.threadId())
              .setMessageIdHash(record.messageIdHash()));
    }
    return out.build();
  }

  private static RecordPage page(WireRecordPage in) {
    return new RecordPage(
        in.getRecordsList().stream().map(AnswerCodec::record).toList(),
        Values.uids(in.getRest()),
        new KeywordTable(in.getKeywordsList()),
        Values.position(in.getAt()));
  }

  private static MessageRecord record(WireRecord in) {
    return new MessageRecord(
        Values.uid(in.getUid()),
        new ModSeq(in.getModSeq()),
        Values.flags(in.getFlags()),
        new EmailId(Values.id(in.getEmailId())),
        Integer.toUnsignedLong(in.getSizeOctets()),
        Values.date(in.getInternalDate()),
        in.getSaveDateEpochSecond(),
        in.getThreadId(),
        in.getMessageIdHash());
  }

  private static WireStatus status(MailboxStatus status) {
    return WireStatus.newBuilder()
        .setMessages(status.messages())
        .setUnseen(status.unseen())
        .setDeleted(status.deleted())
        .setRecent(status.recent())
        .setUidNext(Values.uid(status.uidNext()))
        .setUidValidity(Values.validity(status.uidValidity()))
        .setHighestModSeq(status.highestModSeq().value())
        .setSizeOctets(status.sizeOctets())
        .build();
  }

  private static MailboxStatus status(WireStatus in) {
    return new MailboxStatus(
        in.getMessages(),
        in.getUnseen(),
        in.getDeleted(),
        in.getRecent(),
        Values.uid(in.getUidNext()),
        Values.validity(in.getUidValidity()),
        new ModSeq(in.getHighestModSeq()),
        in.getSizeOctets());
  }
}
