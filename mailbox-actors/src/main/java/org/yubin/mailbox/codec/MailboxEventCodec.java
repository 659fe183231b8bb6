package org.yubin.mailbox.codec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yubin.mailbox.model.Appended;
import org.yubin.mailbox.model.ArrivedMessage;
import org.yubin.mailbox.model.Audience;
import org.yubin.mailbox.model.CopiesAppended;
import org.yubin.mailbox.model.Deleted;
import org.yubin.mailbox.model.Expunged;
import org.yubin.mailbox.model.FlagsChanged;
import org.yubin.mailbox.model.Initialised;
import org.yubin.mailbox.model.MailboxEvent;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MessagesRestored;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.MoveAbandoned;
import org.yubin.mailbox.model.MoveBegun;
import org.yubin.mailbox.model.MoveDone;
import org.yubin.mailbox.model.MoveSettled;
import org.yubin.mailbox.model.RestoreEnded;
import org.yubin.mailbox.model.Stamp;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.proto.mailbox.StoredAppended;
import org.yubin.proto.mailbox.StoredArrival;
import org.yubin.proto.mailbox.StoredAudience;
import org.yubin.proto.mailbox.StoredCopiesAppended;
import org.yubin.proto.mailbox.StoredDeleted;
import org.yubin.proto.mailbox.StoredExpunged;
import org.yubin.proto.mailbox.StoredFlagsChanged;
import org.yubin.proto.mailbox.StoredInitialised;
import org.yubin.proto.mailbox.StoredMailboxEvent;
import org.yubin.proto.mailbox.StoredMessagesRestored;
import org.yubin.proto.mailbox.StoredMoveAbandoned;
import org.yubin.proto.mailbox.StoredMoveBegun;
import org.yubin.proto.mailbox.StoredMoveDone;
import org.yubin.proto.mailbox.StoredMoveSettled;
import org.yubin.proto.mailbox.StoredRestoreEnded;
import org.yubin.proto.mailbox.StoredRestoredMessage;

/**
 * Mailbox events and their octets: the body inside an {@link Envelope}, which carries the {@link
 * Stamp}.
 */
public final class MailboxEventCodec {
  private static final List<Form<?>> FORMS =
      List.of(
          new Form<>(
              Initialised.class,
              StoredMailboxEvent.INITIALISED_FIELD_NUMBER,
              (event, out) ->
                  out.setInitialised(
                      StoredInitialised.newBuilder()
                          .setOwner(Values.id(event.owner().value()))
                          .setUidValidity(Values.validity(event.uidValidity()))),
              (stamp, in) ->
                  new Initialised(
                      stamp,
                      new AccountId(Values.id(in.getInitialised().getOwner())),
                      Values.validity(in.getInitialised().getUidValidity()))),
          new Form<>(
              Appended.class,
              StoredMailboxEvent.APPENDED_FIELD_NUMBER,
              (event, out) -> out.setAppended(appended(event)),
              (stamp, in) -> appended(stamp, in.getAppended())),
          new Form<>(
              CopiesAppended.class,
              StoredMailboxEvent.COPIES_APPENDED_FIELD_NUMBER,
              (event, out) -> out.setCopiesAppended(copies(event)),
              (stamp, in) -> copies(stamp, in.getCopiesAppended())),
          new Form<>(
              FlagsChanged.class,
              StoredMailboxEvent.FLAGS_CHANGED_FIELD_NUMBER,
              (event, out) -> out.setFlagsChanged(flagsChanged(event)),
              (stamp, in) -> flagsChanged(stamp, in.getFlagsChanged())),
          new Form<>(
              Expunged.class,
              StoredMailboxEvent.EXPUNGED_FIELD_NUMBER,
              (event, out) ->
                  out.setExpunged(StoredExpunged.newBuilder().setUids(Values.uids(event.uids()))),
              (stamp, in) -> new Expunged(stamp, Values.uids(in.getExpunged().getUids()))),
          new Form<>(
              MoveBegun.class,
              StoredMailboxEvent.MOVE_BEGUN_FIELD_NUMBER,
              (event, out) ->
                  out.setMoveBegun(
                      StoredMoveBegun.newBuilder()
                          .setUids(Values.uids(event.uids()))
                          .setTarget(Values.id(event.target().value()))),
              (stamp, in) ->
                  new MoveBegun(
                      stamp,
                      Values.uids(in.getMoveBegun().getUids()),
                      new MailboxId(Values.id(in.getMoveBegun().getTarget())))),
          new Form<>(
              MoveDone.class,
              StoredMailboxEvent.MOVE_DONE_FIELD_NUMBER,
              (event, out) -> out.setMoveDone(moveDone(event)),
              (stamp, in) -> moveDone(stamp, in.getMoveDone())),
          new Form<>(
              MoveAbandoned.class,
              StoredMailboxEvent.MOVE_ABANDONED_FIELD_NUMBER,
              (event, out) ->
                  out.setMoveAbandoned(
                      StoredMoveAbandoned.newBuilder().setMove(Values.id(event.move().value()))),
              (stamp, in) ->
                  new MoveAbandoned(stamp, Values.request(in.getMoveAbandoned().getMove()))),
          new Form<>(
              MoveSettled.class,
              StoredMailboxEvent.MOVE_SETTLED_FIELD_NUMBER,
              (event, out) ->
                  out.setMoveSettled(
                      StoredMoveSettled.newBuilder().setMove(Values.id(event.move().value()))),
              (stamp, in) -> new MoveSettled(stamp, Values.request(in.getMoveSettled().getMove()))),
          new Form<>(
              MessagesRestored.class,
              StoredMailboxEvent.MESSAGES_RESTORED_FIELD_NUMBER,
              (event, out) -> out.setMessagesRestored(restored(event)),
              (stamp, in) -> restored(stamp, in.getMessagesRestored())),
          new Form<>(
              RestoreEnded.class,
              StoredMailboxEvent.RESTORE_ENDED_FIELD_NUMBER,
              (event, out) ->
                  out.setRestoreEnded(
                      StoredRestoreEnded.newBuilder()
                          .setUidValidity(Values.validity(event.uidValidity()))
                          .setUidNext(Values.uid(event.uidNext()))
                          .setGone(Values.uids(event.gone()))),
              (stamp, in) ->
                  new RestoreEnded(
                      stamp,
                      Values.validity(in.getRestoreEnded().getUidValidity()),
                      Values.uid(in.getRestoreEnded().getUidNext()),
                      Values.uids(in.getRestoreEnded().getGone()))),
          new Form<>(
              Deleted.class,
              StoredMailboxEvent.DELETED_FIELD_NUMBER,
              (event, out) -> out.setDeleted(StoredDeleted.getDefaultInstance()),
              (stamp, in) -> new Deleted(stamp)));

  private static final Map<Class<?>, Form<?>> BY_TYPE =
      FORMS.stream().collect(Collectors.toMap(Form::type, Function.identity()));

  private static final Map<Integer, Form<?>> BY_KIND =
      FORMS.stream().collect(Collectors.toMap(Form::kind, Function.identity()));

  private MailboxEventCodec() {}

  /** How one kind of event is written and read. */
  private record Form<E extends MailboxEvent>(
      Class<E> type,
      int kind,
      BiConsumer<E, StoredMailboxEvent.Builder> write,
      BiFunction<Stamp, StoredMailboxEvent, E> read) {
    byte[] encode(MailboxEvent event) {
      StoredMailboxEvent.Builder out = StoredMailboxEvent.newBuilder();
      write.accept(type.cast(event), out);
      return out.build().toByteArray();
    }
  }

  /** The number of the event's kind in the envelope. */
  public static int kind(MailboxEvent event) {
    return form(event).kind();
  }

  public static byte[] encode(MailboxEvent event) {
    return form(event).encode(event);
  }

  private static Form<?> form(MailboxEvent event) {
    return Optional.<Form<?>>ofNullable(BY_TYPE.get(event.getClass()))
        .orElseThrow(() -> new IllegalStateException("no codec for " + event.getClass()));
  }

  /**
   * Reads an event.
   *
   * @param kind as the envelope says
   * @throws MalformedException if the octets are not an event of this kind
   */
  public static MailboxEvent decode(int kind, Stamp stamp, byte[] body) {
    return Values.read(
        StoredMailboxEvent.parser(),
        body,
        stored -> {
          Form<?> form = BY_KIND.get(kind);
          if (form == null || stored.getEventCase().getNumber() != kind) {
            throw new IllegalArgumentException(
                "event kind: " + kind + ", body " + stored.getEventCase());
          }
          return form.read().apply(stamp, stored);
        });
  }

  private static StoredArrival arrival(ArrivedMessage message) {
    return StoredArrival.newBuilder()
        .setEmailId(Values.id(message.emailId().value()))
        .setFlags(Values.flags(message.flags()))
        .setSizeOctets((int) message.sizeOctets())
        .setInternalDate(Values.date(message.internalDate()))
        .setThreadId(message.threadId())
        .setMessageIdHash(message.messageIdHash())
        .build();
  }

  private static List<ArrivedMessage> arrivals(List<StoredArrival> stored) {
    return stored.stream().map(MailboxEventCodec::arrival).toList();
  }

  private static ArrivedMessage arrival(StoredArrival message) {
    return new ArrivedMessage(
        new EmailId(Values.id(message.getEmailId())),
        Values.flags(message.getFlags()),
        Integer.toUnsignedLong(message.getSizeOctets()),
        Values.date(message.getInternalDate()),
        message.getThreadId(),
        message.getMessageIdHash());
  }

  private static StoredMessagesRestored.Builder restored(MessagesRestored event) {
    StoredMessagesRestored.Builder out =
        StoredMessagesRestored.newBuilder()
            .setUidValidity(Values.validity(event.uidValidity()))
            .addAllNewKeywords(event.newKeywords());
    for (MessagesRestored.Row row : event.messages()) {
      out.addMessages(
          StoredRestoredMessage.newBuilder()
              .setUid(Values.uid(row.uid()))
              .setModSeq(row.modSeq().value())
              .setSaveDateEpochSecond(row.saveDateEpochSecond())
              .setMessage(arrival(row.message())));
    }
    return out;
  }

  private static MessagesRestored restored(Stamp stamp, StoredMessagesRestored stored) {
    return new MessagesRestored(
        stamp,
        Values.validity(stored.getUidValidity()),
        stored.getNewKeywordsList(),
        stored.getMessagesList().stream()
            .map(
                row ->
                    new MessagesRestored.Row(
                        Values.uid(row.getUid()),
                        new ModSeq(row.getModSeq()),
                        row.getSaveDateEpochSecond(),
                        arrival(row.getMessage())))
            .toList());
  }

  private static StoredAppended.Builder appended(Appended event) {
    StoredAppended.Builder out =
        StoredAppended.newBuilder()
            .setUidValidity(Values.validity(event.uidValidity()))
            .setFirstUid(Values.uid(event.first()))
            .addAllNewKeywords(event.newKeywords());
    event.messages().forEach(message -> out.addMessages(arrival(message)));
    return out;
  }

  private static Appended appended(Stamp stamp, StoredAppended stored) {
    return new Appended(
        stamp,
        Values.validity(stored.getUidValidity()),
        Values.uid(stored.getFirstUid()),
        stored.getNewKeywordsList(),
        arrivals(stored.getMessagesList()));
  }

  private static StoredCopiesAppended.Builder copies(CopiesAppended event) {
    StoredCopiesAppended.Builder out =
        StoredCopiesAppended.newBuilder()
            .setUidValidity(Values.validity(event.uidValidity()))
            .setSource(Values.id(event.source().value()))
            .setSourceUids(Values.list(event.sourceUids()))
            .setFirstUid(Values.uid(event.first()))
            .addAllNewKeywords(event.newKeywords());
    event.messages().forEach(message -> out.addMessages(arrival(message)));
    event.move().ifPresent(move -> out.setMove(Values.id(move.value())));
    return out;
  }

  private static CopiesAppended copies(Stamp stamp, StoredCopiesAppended stored) {
    return new CopiesAppended(
        stamp,
        Values.validity(stored.getUidValidity()),
        new MailboxId(Values.id(stored.getSource())),
        Values.list(stored.getSourceUids()),
        Values.uid(stored.getFirstUid()),
        stored.getNewKeywordsList(),
        arrivals(stored.getMessagesList()),
        Values.optionalRequest(stored.getMove()));
  }

  private static StoredFlagsChanged.Builder flagsChanged(FlagsChanged event) {
    StoredAudience audience =
        switch (event.audience()) {
          case ALL -> StoredAudience.STORED_AUDIENCE_ALL;
        };
    return StoredFlagsChanged.newBuilder()
        .setAudience(audience)
        .setUids(Values.uids(event.uids()))
        .setMode(Values.mode(event.mode()))
        .setFlags(Values.flags(event.flags()))
        .addAllNewKeywords(event.newKeywords())
        .setModified(Values.uids(event.modified()));
  }

  private static FlagsChanged flagsChanged(Stamp stamp, StoredFlagsChanged stored) {
    if (stored.getAudience() != StoredAudience.STORED_AUDIENCE_ALL) {
      throw new IllegalArgumentException(
          "audience: " + stored.getAudienceValue() + " (expected: 0)");
    }
    return new FlagsChanged(
        stamp,
        Audience.ALL,
        Values.uids(stored.getUids()),
        Values.mode(stored.getMode()),
        Values.flags(stored.getFlags()),
        stored.getNewKeywordsList(),
        Values.uids(stored.getModified()));
  }

  private static StoredMoveDone.Builder moveDone(MoveDone event) {
    return StoredMoveDone.newBuilder()
        .setMove(Values.id(event.move().value()))
        .setUids(Values.uids(event.uids()))
        .setTargetValidity(Values.validity(event.copied().targetValidity()))
        .setSourceUids(Values.list(event.copied().source()))
        .setTargetUids(Values.list(event.copied().target()));
  }

  private static MoveDone moveDone(Stamp stamp, StoredMoveDone stored) {
    return new MoveDone(
        stamp,
        Values.request(stored.getMove()),
        Values.uids(stored.getUids()),
        new MailboxReply.Copied(
            Values.validity(stored.getTargetValidity()),
            Values.list(stored.getSourceUids()),
            Values.list(stored.getTargetUids())));
  }
}
