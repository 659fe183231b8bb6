package org.yubin.mailbox.codec;

import com.google.protobuf.ByteString;
import java.util.List;
import org.yubin.mailbox.codec.Forms.Form;
import org.yubin.mailbox.entity.message.MailboxMessage;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.persistence.id.MailboxId;
import org.yubin.proto.mailbox.WireChangesSince;
import org.yubin.proto.mailbox.WireMove;
import org.yubin.proto.mailbox.WireOpen;
import org.yubin.proto.mailbox.WirePart;
import org.yubin.proto.mailbox.WireRequest;
import org.yubin.proto.mailbox.WireSubscribe;

/** What a gate is asked, between nodes. */
final class RequestCodec {
  private final ActorRefs refs;
  private final Forms<MailboxMessage, WireRequest.Builder, WireRequest> forms;

  RequestCodec(ActorRefs refs) {
    this.refs = refs;
    this.forms =
        Forms.of(
            WireRequest::getRequestCase,
            List.of(
                execute(),
                move(),
                open(),
                records(),
                changes(),
                query(),
                status(),
                subscribe(),
                unsubscribe(),
                part()));
  }

  WireRequest write(MailboxMessage message) {
    WireRequest.Builder out = WireRequest.newBuilder();
    forms.write(message, out);
    return out.build();
  }

  MailboxMessage read(WireRequest message) {
    return forms.read(message);
  }

  private Form<MailboxMessage, MailboxMessage.Execute, WireRequest.Builder, WireRequest> execute() {
    return new Form<>(
        MailboxMessage.Execute.class,
        WireRequest.EXECUTE_FIELD_NUMBER,
        (m, out) ->
            out.setReplyTo(refs.write(m.replyTo()))
                .setCause(Values.cause(m.cause()))
                .setExecute(CommandCodec.write(m.command())),
        in ->
            new MailboxMessage.Execute(
                CommandCodec.read(in.getExecute()),
                Values.cause(in.getCause()),
                refs.read(in.getReplyTo())));
  }

  private Form<MailboxMessage, MailboxMessage.Move, WireRequest.Builder, WireRequest> move() {
    return new Form<>(
        MailboxMessage.Move.class,
        WireRequest.MOVE_FIELD_NUMBER,
        (m, out) ->
            out.setReplyTo(refs.write(m.replyTo()))
                .setCause(Values.cause(m.cause()))
                .setMove(
                    WireMove.newBuilder()
                        .setUids(Values.uids(m.uids()))
                        .setTarget(Values.id(m.target().value()))),
        in ->
            new MailboxMessage.Move(
                Values.uids(in.getMove().getUids()),
                new MailboxId(Values.id(in.getMove().getTarget())),
                Values.cause(in.getCause()),
                refs.read(in.getReplyTo())));
  }

  private Form<MailboxMessage, MailboxMessage.Open, WireRequest.Builder, WireRequest> open() {
    return new Form<>(
        MailboxMessage.Open.class,
        WireRequest.OPEN_FIELD_NUMBER,
        (m, out) ->
            out.setReplyTo(refs.write(m.replyTo()))
                .setOpen(WireOpen.newBuilder().setReadOnly(m.readOnly())),
        in -> new MailboxMessage.Open(in.getOpen().getReadOnly(), refs.read(in.getReplyTo())));
  }

  private Form<MailboxMessage, MailboxMessage.Records, WireRequest.Builder, WireRequest> records() {
    return new Form<>(
        MailboxMessage.Records.class,
        WireRequest.RECORDS_FIELD_NUMBER,
        (m, out) -> out.setReplyTo(refs.write(m.replyTo())).setRecords(Values.uids(m.uids())),
        in -> new MailboxMessage.Records(Values.uids(in.getRecords()), refs.read(in.getReplyTo())));
  }

  private Form<MailboxMessage, MailboxMessage.ChangesSince, WireRequest.Builder, WireRequest>
      changes() {
    return new Form<>(
        MailboxMessage.ChangesSince.class,
        WireRequest.CHANGES_SINCE_FIELD_NUMBER,
        (m, out) ->
            out.setReplyTo(refs.write(m.replyTo()))
                .setChangesSince(
                    WireChangesSince.newBuilder()
                        .setFrom(m.from().value())
                        .setClaimRecent(m.claimRecent())),
        in ->
            new MailboxMessage.ChangesSince(
                new ModSeq(in.getChangesSince().getFrom()),
                in.getChangesSince().getClaimRecent(),
                refs.read(in.getReplyTo())));
  }

  private Form<MailboxMessage, MailboxMessage.Query, WireRequest.Builder, WireRequest> query() {
    return new Form<>(
        MailboxMessage.Query.class,
        WireRequest.QUERY_FIELD_NUMBER,
        (m, out) -> out.setReplyTo(refs.write(m.replyTo())).setQuery(QueryCodec.write(m.query())),
        in -> new MailboxMessage.Query(QueryCodec.read(in.getQuery()), refs.read(in.getReplyTo())));
  }

  private Form<MailboxMessage, MailboxMessage.Status, WireRequest.Builder, WireRequest> status() {
    return new Form<>(
        MailboxMessage.Status.class,
        WireRequest.STATUS_FIELD_NUMBER,
        (m, out) -> out.setReplyTo(refs.write(m.replyTo())).setStatus(true),
        in -> new MailboxMessage.Status(refs.read(in.getReplyTo())));
  }

  private Form<MailboxMessage, MailboxMessage.Subscribe, WireRequest.Builder, WireRequest>
      subscribe() {
    return new Form<>(
        MailboxMessage.Subscribe.class,
        WireRequest.SUBSCRIBE_FIELD_NUMBER,
        (m, out) ->
            out.setReplyTo(refs.write(m.subscriber()))
                .setSubscribe(WireSubscribe.newBuilder().setReadOnly(m.readOnly())),
        in ->
            new MailboxMessage.Subscribe(
                refs.read(in.getReplyTo()), in.getSubscribe().getReadOnly()));
  }

  private Form<MailboxMessage, MailboxMessage.Unsubscribe, WireRequest.Builder, WireRequest>
      unsubscribe() {
    return new Form<>(
        MailboxMessage.Unsubscribe.class,
        WireRequest.UNSUBSCRIBE_FIELD_NUMBER,
        (m, out) -> out.setReplyTo(refs.write(m.subscriber())).setUnsubscribe(true),
        in -> new MailboxMessage.Unsubscribe(refs.read(in.getReplyTo())));
  }

  private Form<MailboxMessage, MailboxMessage.Part, WireRequest.Builder, WireRequest> part() {
    return new Form<>(
        MailboxMessage.Part.class,
        WireRequest.PART_FIELD_NUMBER,
        (m, out) ->
            out.setPart(
                WirePart.newBuilder()
                    .setWhole(Values.id(m.whole()))
                    .setIndex(m.index())
                    .setCount(m.count())
                    .setOctets(ByteString.copyFrom(m.octets()))),
        in ->
            new MailboxMessage.Part(
                Values.id(in.getPart().getWhole()),
                in.getPart().getIndex(),
                in.getPart().getCount(),
                in.getPart().getOctets().toByteArray()));
  }
}
