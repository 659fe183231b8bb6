package org.yubin.mailbox.codec;

import java.util.List;
import org.yubin.mailbox.codec.Forms.Form;
import org.yubin.mailbox.entity.message.MailboxNotice;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.proto.mailbox.WireNotice;
import org.yubin.proto.mailbox.WireSubscribed;

/** What a gate tells a subscriber, between nodes. */
final class NoticeCodec {
  private final Forms<MailboxNotice, WireNotice.Builder, WireNotice> forms;

  NoticeCodec(ActorRefs refs) {
    this.forms =
        Forms.of(
            WireNotice::getNoticeCase,
            List.of(
                new Form<>(
                    MailboxNotice.Subscribed.class,
                    WireNotice.SUBSCRIBED_FIELD_NUMBER,
                    (n, out) ->
                        out.setSubscribed(
                            WireSubscribed.newBuilder()
                                .setGate(refs.write(n.gate()))
                                .setAt(n.at().value())),
                    in ->
                        new MailboxNotice.Subscribed(
                            refs.read(in.getSubscribed().getGate()),
                            new ModSeq(in.getSubscribed().getAt()))),
                new Form<>(
                    MailboxNotice.Changed.class,
                    WireNotice.CHANGED_FIELD_NUMBER,
                    (n, out) -> out.setChanged(AnswerCodec.changes(n.changes())),
                    in ->
                        new MailboxNotice.Changed(AnswerCodec.changes(in.getChanged()), List.of())),
                new Form<>(
                    MailboxNotice.Heartbeat.class,
                    WireNotice.HEARTBEAT_FIELD_NUMBER,
                    (n, out) -> out.setHeartbeat(n.at().value()),
                    in -> new MailboxNotice.Heartbeat(new ModSeq(in.getHeartbeat()))),
                new Form<>(
                    MailboxNotice.Deleted.class,
                    WireNotice.DELETED_FIELD_NUMBER,
                    (n, out) -> out.setDeleted(true),
                    in -> new MailboxNotice.Deleted())));
  }

  WireNotice write(MailboxNotice notice) {
    WireNotice.Builder out = WireNotice.newBuilder();
    forms.write(notice, out);
    return out.build();
  }

  MailboxNotice read(WireNotice message) {
    return forms.read(message);
  }
}
