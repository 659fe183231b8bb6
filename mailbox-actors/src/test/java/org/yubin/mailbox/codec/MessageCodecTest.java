package org.yubin.mailbox.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.Script;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.proto.mailbox.WireCommand;
import org.yubin.proto.mailbox.WireQuery;
import org.yubin.proto.mailbox.WireReply;
import org.yubin.proto.mailbox.WireResult;

class MessageCodecTest {
  private static final Position AT = new Position(4, 1_000_000);
  private static final KeywordTable KEYWORDS = new KeywordTable(List.of("$Junk", "B"));

  @Test
  void everyCase_hasASample() {
    assertThat(Samples.COMMANDS)
        .extracting(Object::getClass)
        .containsOnly(MailboxCommand.class.getPermittedSubclasses());
    assertThat(Samples.REPLIES)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(MailboxReply.class.getPermittedSubclasses());
    assertThat(Set.copyOf(Samples.QUERIES))
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(MailboxQuery.class.getPermittedSubclasses());
  }

  @Test
  void everyCommand_comesBack() throws InvalidProtocolBufferException {
    for (MailboxCommand command : Samples.COMMANDS) {
      byte[] octets = MailboxMessageCodec.command(command).toByteArray();
      assertThat(MailboxMessageCodec.command(WireCommand.parseFrom(octets))).isEqualTo(command);
    }
    Expunge all = new Expunge(Optional.empty());
    assertThat(MailboxMessageCodec.command(MailboxMessageCodec.command(all))).isEqualTo(all);
  }

  @Test
  void everyReply_comesBack() throws InvalidProtocolBufferException {
    for (MailboxReply reply : Samples.REPLIES) {
      byte[] octets = MailboxMessageCodec.reply(reply).toByteArray();
      assertThat(MailboxMessageCodec.reply(WireReply.parseFrom(octets))).isEqualTo(reply);
    }
  }

  @Test
  void everyQuery_comesBack() throws InvalidProtocolBufferException {
    for (MailboxQuery query : Samples.QUERIES) {
      byte[] octets = MailboxMessageCodec.query(query).toByteArray();
      assertThat(MailboxMessageCodec.query(WireQuery.parseFrom(octets))).isEqualTo(query);
    }
  }

  @Test
  void deepestQuery_comesBack() throws InvalidProtocolBufferException {
    MailboxQuery query = new MailboxQuery.All();
    while (query.depth() < MailboxQuery.MAX_DEPTH) {
      query = new MailboxQuery.And(List.of(query));
    }
    byte[] octets = MailboxMessageCodec.query(query).toByteArray();
    assertThat(MailboxMessageCodec.query(WireQuery.parseFrom(octets))).isEqualTo(query);
  }

  @Test
  void everyRefusal_comesBack() throws InvalidProtocolBufferException {
    for (Refusal why : Refusal.values()) {
      assertBack(new Result.Refused<>(why, "detail: " + why));
    }
  }

  @Test
  void everyAnswer_comesBack() throws InvalidProtocolBufferException {
    Script script = Script.mailbox(3);
    MailboxState state = script.state();
    assertBack(ok(Samples.REPLIES.get(1)));
    assertBack(ok(Samples.UIDS));
    assertBack(ok(state.opened(true).withRecent(UidSet.of(3))));
    assertBack(
        ok(
            new Opened(
                AT,
                Samples.VALIDITY,
                new Uid(5),
                new ModSeq(9),
                Samples.UIDS,
                KEYWORDS,
                Optional.empty(),
                UidSet.EMPTY,
                false)));
    assertBack(
        ok(
            new Changes(
                new ModSeq(5),
                new ModSeq(8),
                AT,
                new Uid(9),
                UidSet.of(8),
                UidSet.of(1, 2),
                UidSet.of(3),
                KEYWORDS,
                UidSet.of(8))));
    assertBack(ok(state.records(UidSet.of(1, 2))));
    assertBack(ok(new RecordPage(List.of(), Samples.UIDS, KEYWORDS, AT)));
    assertBack(
        ok(
            new MailboxStatus(
                1, 2, 3, 4, new Uid(5), Samples.VALIDITY, new ModSeq(6), 7_000_000_000L)));
  }

  @Test
  void fullRecordPage_staysBelow128KiB() {
    Script script = Script.mailbox(2000);
    byte[] octets =
        MailboxMessageCodec.result(ok(script.state().records(UidSet.range(1, 2000)))).toByteArray();
    assertThat(octets.length).isLessThan(128 * 1024);
  }

  @Test
  void largeAppend_comesBack() throws InvalidProtocolBufferException {
    Append append = Script.append(2000);
    byte[] octets = MailboxMessageCodec.command(append).toByteArray();
    assertThat(MailboxMessageCodec.command(WireCommand.parseFrom(octets))).isEqualTo(append);
  }

  private static Result<?> ok(Object value) {
    return new Result.Ok<>(value, AT, new ModSeq(8));
  }

  private static void assertBack(Result<?> result) throws InvalidProtocolBufferException {
    byte[] octets = MailboxMessageCodec.result(result).toByteArray();
    assertThat(MailboxMessageCodec.result(WireResult.parseFrom(octets))).isEqualTo(result);
  }
}
