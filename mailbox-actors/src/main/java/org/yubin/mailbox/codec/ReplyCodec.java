package org.yubin.mailbox.codec;

import java.util.List;
import org.yubin.mailbox.codec.Forms.Form;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.persistence.id.MailboxId;
import org.yubin.proto.mailbox.WireAppended;
import org.yubin.proto.mailbox.WireCopied;
import org.yubin.proto.mailbox.WireDeleted;
import org.yubin.proto.mailbox.WireExpunged;
import org.yubin.proto.mailbox.WireInitialisedReply;
import org.yubin.proto.mailbox.WireMoveAbandoned;
import org.yubin.proto.mailbox.WireMoveSettled;
import org.yubin.proto.mailbox.WireMoveStarted;
import org.yubin.proto.mailbox.WireReply;
import org.yubin.proto.mailbox.WireStored;

/** Replies of a mailbox, between nodes and in snapshots. */
final class ReplyCodec {
  private static final Forms<MailboxReply, WireReply.Builder, WireReply> FORMS =
      Forms.of(
          WireReply::getReplyCase,
          List.of(
              new Form<>(
                  MailboxReply.Initialised.class,
                  WireReply.INITIALISED_FIELD_NUMBER,
                  (r, out) ->
                      out.setInitialised(
                          WireInitialisedReply.newBuilder()
                              .setUidValidity(Values.validity(r.uidValidity()))),
                  in ->
                      new MailboxReply.Initialised(
                          Values.validity(in.getInitialised().getUidValidity()))),
              new Form<>(
                  MailboxReply.Appended.class,
                  WireReply.APPENDED_FIELD_NUMBER,
                  (r, out) ->
                      out.setAppended(
                          WireAppended.newBuilder()
                              .setUidValidity(Values.validity(r.uidValidity()))
                              .setUids(Values.uids(r.uids()))),
                  in ->
                      new MailboxReply.Appended(
                          Values.validity(in.getAppended().getUidValidity()),
                          Values.uids(in.getAppended().getUids()))),
              new Form<>(
                  MailboxReply.Copied.class,
                  WireReply.COPIED_FIELD_NUMBER,
                  (r, out) -> out.setCopied(copied(r)),
                  in -> copied(in.getCopied())),
              new Form<>(
                  MailboxReply.Stored.class,
                  WireReply.STORED_FIELD_NUMBER,
                  (r, out) ->
                      out.setStored(
                          WireStored.newBuilder()
                              .setStored(Values.uids(r.stored()))
                              .setModified(Values.uids(r.modified()))
                              .setChangedAt(r.changedAt().value())),
                  in ->
                      new MailboxReply.Stored(
                          Values.uids(in.getStored().getStored()),
                          Values.uids(in.getStored().getModified()),
                          new ModSeq(in.getStored().getChangedAt()))),
              new Form<>(
                  MailboxReply.Expunged.class,
                  WireReply.EXPUNGED_FIELD_NUMBER,
                  (r, out) ->
                      out.setExpunged(WireExpunged.newBuilder().setUids(Values.uids(r.uids()))),
                  in -> new MailboxReply.Expunged(Values.uids(in.getExpunged().getUids()))),
              new Form<>(
                  MailboxReply.MoveStarted.class,
                  WireReply.MOVE_STARTED_FIELD_NUMBER,
                  (r, out) ->
                      out.setMoveStarted(
                          WireMoveStarted.newBuilder()
                              .setMove(Values.id(r.move().value()))
                              .setUids(Values.uids(r.uids()))
                              .setTarget(Values.id(r.target().value()))),
                  in ->
                      new MailboxReply.MoveStarted(
                          Values.request(in.getMoveStarted().getMove()),
                          Values.uids(in.getMoveStarted().getUids()),
                          new MailboxId(Values.id(in.getMoveStarted().getTarget())))),
              new Form<>(
                  MailboxReply.Moved.class,
                  WireReply.MOVED_FIELD_NUMBER,
                  (r, out) ->
                      out.setMoved(
                          copied(
                              new MailboxReply.Copied(r.targetValidity(), r.source(), r.target()))),
                  in -> {
                    MailboxReply.Copied copied = copied(in.getMoved());
                    return new MailboxReply.Moved(
                        copied.targetValidity(), copied.source(), copied.target());
                  }),
              new Form<>(
                  MailboxReply.MoveAbandoned.class,
                  WireReply.MOVE_ABANDONED_FIELD_NUMBER,
                  (r, out) ->
                      out.setMoveAbandoned(
                          WireMoveAbandoned.newBuilder().setMove(Values.id(r.move().value()))),
                  in ->
                      new MailboxReply.MoveAbandoned(
                          Values.request(in.getMoveAbandoned().getMove()))),
              new Form<>(
                  MailboxReply.MoveSettled.class,
                  WireReply.MOVE_SETTLED_FIELD_NUMBER,
                  (r, out) ->
                      out.setMoveSettled(
                          WireMoveSettled.newBuilder().setMove(Values.id(r.move().value()))),
                  in ->
                      new MailboxReply.MoveSettled(Values.request(in.getMoveSettled().getMove()))),
              new Form<>(
                  MailboxReply.Deleted.class,
                  WireReply.DELETED_FIELD_NUMBER,
                  (r, out) -> out.setDeleted(WireDeleted.getDefaultInstance()),
                  in -> new MailboxReply.Deleted())));

  private ReplyCodec() {}

  static WireReply write(MailboxReply reply) {
    WireReply.Builder out = WireReply.newBuilder();
    FORMS.write(reply, out);
    return out.build();
  }

  static MailboxReply read(WireReply message) {
    return FORMS.read(message);
  }

  static WireCopied copied(MailboxReply.Copied reply) {
    return WireCopied.newBuilder()
        .setTargetValidity(Values.validity(reply.targetValidity()))
        .setSource(Values.list(reply.source()))
        .setTarget(Values.list(reply.target()))
        .build();
  }

  static MailboxReply.Copied copied(WireCopied in) {
    return new MailboxReply.Copied(
        Values.validity(in.getTargetValidity()),
        Values.list(in.getSource()),
        Values.list(in.getTarget()));
  }
}
