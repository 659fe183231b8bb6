package org.yubin.mailbox.codec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.yubin.mailbox.codec.Forms.Form;
import org.yubin.mailbox.model.AbandonMove;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.BeginMove;
import org.yubin.mailbox.model.CompleteMove;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.Delete;
import org.yubin.mailbox.model.EndRestore;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.Flags;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.KeywordSet;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.RestoreMessages;
import org.yubin.mailbox.model.RestoredMessage;
import org.yubin.mailbox.model.SettleMove;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.proto.mailbox.WireAbandonMove;
import org.yubin.proto.mailbox.WireAppend;
import org.yubin.proto.mailbox.WireAppendCopies;
import org.yubin.proto.mailbox.WireBeginMove;
import org.yubin.proto.mailbox.WireCommand;
import org.yubin.proto.mailbox.WireCompleteMove;
import org.yubin.proto.mailbox.WireDelete;
import org.yubin.proto.mailbox.WireEndRestore;
import org.yubin.proto.mailbox.WireExpunge;
import org.yubin.proto.mailbox.WireFlagNames;
import org.yubin.proto.mailbox.WireInitialise;
import org.yubin.proto.mailbox.WireNewMessage;
import org.yubin.proto.mailbox.WireRestoreMessages;
import org.yubin.proto.mailbox.WireRestoredMessage;
import org.yubin.proto.mailbox.WireSettleMove;
import org.yubin.proto.mailbox.WireStoreFlags;

/** Commands of a mailbox between nodes. */
final class CommandCodec {
  private static final Forms<MailboxCommand, WireCommand.Builder, WireCommand> FORMS =
      Forms.of(
          WireCommand::getCommandCase,
          List.of(
              new Form<>(
                  Initialise.class,
                  WireCommand.INITIALISE_FIELD_NUMBER,
                  (c, out) ->
                      out.setInitialise(
                          WireInitialise.newBuilder()
                              .setOwner(Values.id(c.owner().value()))
                              .setUidValidity(Values.validity(c.uidValidity()))),
                  in ->
                      new Initialise(
                          new AccountId(Values.id(in.getInitialise().getOwner())),
                          Values.validity(in.getInitialise().getUidValidity()))),
              new Form<>(
                  Append.class,
                  WireCommand.APPEND_FIELD_NUMBER,
                  (c, out) -> out.setAppend(append(c)),
                  in ->
                      new Append(
                          in.getAppend().getMessagesList().stream()
                              .map(CommandCodec::message)
                              .toList())),
              new Form<>(
                  AppendCopies.class,
                  WireCommand.APPEND_COPIES_FIELD_NUMBER,
                  (c, out) -> out.setAppendCopies(copies(c)),
                  in ->
                      new AppendCopies(
                          new MailboxId(Values.id(in.getAppendCopies().getSource())),
                          in.getAppendCopies().getMessagesList().stream()
                              .map(CommandCodec::copied)
                              .toList(),
                          Values.optionalRequest(in.getAppendCopies().getMove()))),
              new Form<>(
                  StoreFlags.class,
                  WireCommand.STORE_FLAGS_FIELD_NUMBER,
                  (c, out) -> out.setStoreFlags(storeFlags(c)),
                  in -> storeFlags(in.getStoreFlags())),
              new Form<>(
                  Expunge.class,
                  WireCommand.EXPUNGE_FIELD_NUMBER,
                  (c, out) -> out.setExpunge(expunge(c)),
                  in ->
                      new Expunge(
                          in.getExpunge().hasUids()
                              ? Optional.of(Values.uids(in.getExpunge().getUids()))
                              : Optional.empty())),
              new Form<>(
                  BeginMove.class,
                  WireCommand.BEGIN_MOVE_FIELD_NUMBER,
                  (c, out) ->
                      out.setBeginMove(
                          WireBeginMove.newBuilder()
                              .setUids(Values.uids(c.uids()))
                              .setTarget(Values.id(c.target().value()))),
                  in ->
                      new BeginMove(
                          Values.uids(in.getBeginMove().getUids()),
                          new MailboxId(Values.id(in.getBeginMove().getTarget())))),
              new Form<>(
                  CompleteMove.class,
                  WireCommand.COMPLETE_MOVE_FIELD_NUMBER,
                  (c, out) ->
                      out.setCompleteMove(
                          WireCompleteMove.newBuilder()
                              .setMove(Values.id(c.move().value()))
                              .setCopied(ReplyCodec.copied(c.copied()))),
                  in ->
                      new CompleteMove(
                          Values.request(in.getCompleteMove().getMove()),
                          ReplyCodec.copied(in.getCompleteMove().getCopied()))),
              new Form<>(
                  AbandonMove.class,
                  WireCommand.ABANDON_MOVE_FIELD_NUMBER,
                  (c, out) ->
                      out.setAbandonMove(
                          WireAbandonMove.newBuilder().setMove(Values.id(c.move().value()))),
                  in -> new AbandonMove(Values.request(in.getAbandonMove().getMove()))),
              new Form<>(
                  SettleMove.class,
                  WireCommand.SETTLE_MOVE_FIELD_NUMBER,
                  (c, out) ->
                      out.setSettleMove(
                          WireSettleMove.newBuilder().setMove(Values.id(c.move().value()))),
                  in -> new SettleMove(Values.request(in.getSettleMove().getMove()))),
              new Form<>(
                  RestoreMessages.class,
                  WireCommand.RESTORE_MESSAGES_FIELD_NUMBER,
                  (c, out) -> out.setRestoreMessages(restore(c)),
                  in -> restore(in.getRestoreMessages())),
              new Form<>(
                  EndRestore.class,
                  WireCommand.END_RESTORE_FIELD_NUMBER,
                  (c, out) ->
                      out.setEndRestore(
                          WireEndRestore.newBuilder()
                              .setUidNext(Values.uid(c.uidNext()))
                              .setHighestModSeq(c.highest().value())),
                  in ->
                      new EndRestore(
                          Values.uid(in.getEndRestore().getUidNext()),
                          new ModSeq(in.getEndRestore().getHighestModSeq()))),
              new Form<>(
                  Delete.class,
                  WireCommand.DELETE_FIELD_NUMBER,
                  (c, out) -> out.setDelete(WireDelete.getDefaultInstance()),
                  in -> new Delete())));

  private CommandCodec() {}

  static WireCommand write(MailboxCommand command) {
    WireCommand.Builder out = WireCommand.newBuilder();
    FORMS.write(command, out);
    return out.build();
  }

  static MailboxCommand read(WireCommand message) {
    return FORMS.read(message);
  }

  private static WireFlagNames names(FlagNames names) {
    int bits = 0;
    for (var flag : names.system()) {
      bits |= flag.bit();
    }
    return WireFlagNames.newBuilder().setSystemBits(bits).addAllKeywords(names.keywords()).build();
  }

  private static FlagNames names(WireFlagNames stored) {
    return new FlagNames(
        new Flags(stored.getSystemBits(), KeywordSet.EMPTY).system(),
        new LinkedHashSet<>(stored.getKeywordsList()));
  }

  private static WireAppend append(Append command) {
    WireAppend.Builder out = WireAppend.newBuilder();
    command.messages().forEach(m -> out.addMessages(message(m)));
    return out.build();
  }

  private static WireNewMessage message(NewMessage m) {
    return WireNewMessage.newBuilder()
        .setEmailId(Values.id(m.emailId().value()))
        .setFlags(names(m.flags()))
        .setSizeOctets((int) m.sizeOctets())
        .setInternalDate(Values.date(m.internalDate()))
        .setThreadId(m.threadId())
        .setMessageIdHash(m.messageIdHash())
        .build();
  }

  private static WireRestoreMessages restore(RestoreMessages command) {
    WireRestoreMessages.Builder out = WireRestoreMessages.newBuilder();
    command.highest().ifPresent(highest -> out.setHighestModSeq(highest.value()));
    for (RestoredMessage each : command.messages()) {
      out.addMessages(
          WireRestoredMessage.newBuilder()
              .setUid(Values.uid(each.uid()))
              .setModSeq(each.modSeq().value())
              .setSaveDateEpochSecond(each.saveDateEpochSecond())
              .setMessage(message(each.message())));
    }
    return out.build();
  }

  private static RestoreMessages restore(WireRestoreMessages in) {
    return new RestoreMessages(
        in.getMessagesList().stream()
            .map(
                each ->
                    new RestoredMessage(
                        Values.uid(each.getUid()),
                        new ModSeq(each.getModSeq()),
                        each.getSaveDateEpochSecond(),
                        message(each.getMessage())))
            .toList(),
        in.hasHighestModSeq() ? Optional.of(new ModSeq(in.getHighestModSeq())) : Optional.empty());
  }

  private static NewMessage message(WireNewMessage in) {
    return new NewMessage(
        new EmailId(Values.id(in.getEmailId())),
        names(in.getFlags()),
        Integer.toUnsignedLong(in.getSizeOctets()),
        Values.date(in.getInternalDate()),
        in.getThreadId(),
        in.getMessageIdHash());
  }

  private static WireAppendCopies copies(AppendCopies command) {
    WireAppendCopies.Builder out =
        WireAppendCopies.newBuilder().setSource(Values.id(command.source().value()));
    command.move().ifPresent(move -> out.setMove(Values.id(move.value())));
    for (CopiedMessage m : command.messages()) {
      out.addMessages(
          WireNewMessage.newBuilder()
              .setSourceUid(Values.uid(m.sourceUid()))
              .setEmailId(Values.id(m.emailId().value()))
              .setFlags(names(m.flags()))
              .setSizeOctets((int) m.sizeOctets())
              .setInternalDate(Values.date(m.internalDate()))
              .setThreadId(m.threadId())
              .setMessageIdHash(m.messageIdHash()));
    }
    return out.build();
  }

  private static CopiedMessage copied(WireNewMessage in) {
    return new CopiedMessage(
        Values.uid(in.getSourceUid()),
        new EmailId(Values.id(in.getEmailId())),
        names(in.getFlags()),
        Integer.toUnsignedLong(in.getSizeOctets()),
        Values.date(in.getInternalDate()),
        in.getThreadId(),
        in.getMessageIdHash());
  }

  private static WireStoreFlags storeFlags(StoreFlags command) {
    WireStoreFlags.Builder out =
        WireStoreFlags.newBuilder()
            .setUids(Values.uids(command.uids()))
            .setMode(Values.mode(command.change().mode()))
            .setFlags(names(command.change().flags()));
    command.unchangedSince().ifPresent(modSeq -> out.setUnchangedSince(modSeq.value()));
    return out.build();
  }

  private static StoreFlags storeFlags(WireStoreFlags in) {
    return new StoreFlags(
        Values.uids(in.getUids()),
        new FlagChange(Values.mode(in.getMode()), names(in.getFlags())),
        in.hasUnchangedSince()
            ? Optional.of(new ModSeq(in.getUnchangedSince()))
            : Optional.empty());
  }

  private static WireExpunge expunge(Expunge command) {
    WireExpunge.Builder out = WireExpunge.newBuilder();
    command.uids().ifPresent(uids -> out.setUids(Values.uids(uids)));
    return out.build();
  }
}
