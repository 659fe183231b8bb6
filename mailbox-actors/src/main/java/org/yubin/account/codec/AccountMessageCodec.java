package org.yubin.account.codec;

import akka.actor.typed.ActorRef;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import java.util.function.Function;
import org.yubin.account.entity.message.AccountAnswer;
import org.yubin.account.entity.message.AccountMessage;
import org.yubin.account.entity.message.TreePage;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.CreateMailbox;
import org.yubin.account.model.DeleteMailbox;
import org.yubin.account.model.Initialise;
import org.yubin.account.model.RenameMailbox;
import org.yubin.account.model.RestoreAccount;
import org.yubin.account.model.RestoreMailbox;
import org.yubin.account.model.Subscribe;
import org.yubin.account.model.Unsubscribe;
import org.yubin.mailbox.codec.CauseCodec;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.proto.StoredPosition;
import org.yubin.proto.account.WireAccountAnswer;
import org.yubin.proto.account.WireAccountCommand;
import org.yubin.proto.account.WireAccountOk;
import org.yubin.proto.account.WireAccountRefused;
import org.yubin.proto.account.WireCreateMailbox;
import org.yubin.proto.account.WireDeleteMailbox;
import org.yubin.proto.account.WireExecuteAccount;
import org.yubin.proto.account.WireInitialiseAccount;
import org.yubin.proto.account.WireReadTree;
import org.yubin.proto.account.WireRenameMailbox;
import org.yubin.proto.account.WireRestoreAccount;
import org.yubin.proto.account.WireRestoreMailbox;
import org.yubin.proto.account.WireSubscribe;
import org.yubin.proto.account.WireTreePage;
import org.yubin.proto.account.WireUnsubscribe;

/** Messages between nodes about accounts. Actor references travel as text. */
final class AccountMessageCodec {
  private AccountMessageCodec() {}

  static byte[] encode(AccountMessage.Execute message, String replyTo) {
    return WireExecuteAccount.newBuilder()
        .setCommand(encode(message.command()))
        .setCause(CauseCodec.encode(message.cause()))
        .setReplyTo(replyTo)
        .build()
        .toByteArray();
  }

  static byte[] encode(AccountMessage.ReadTree message, String replyTo) {
    WireReadTree.Builder to = WireReadTree.newBuilder().setReplyTo(replyTo);
    message.after().ifPresent(to::setAfter);
    return to.build().toByteArray();
  }

  static byte[] encode(AccountAnswer answer) {
    WireAccountAnswer.Builder to = WireAccountAnswer.newBuilder();
    if (answer.result() instanceof Result.Ok<?> ok) {
      to.setOk(encode(ok));
    } else if (answer.result() instanceof Result.Refused<?> refused) {
      to.setRefused(
          WireAccountRefused.newBuilder().setWhy(refused.why().name()).setDetail(refused.detail()));
    }
    return to.build().toByteArray();
  }

  static AccountMessage.Execute execute(
      byte[] octets, Function<String, ActorRef<AccountAnswer>> refs)
      throws InvalidProtocolBufferException {
    WireExecuteAccount wire = WireExecuteAccount.parseFrom(octets);
    return new AccountMessage.Execute(
        decode(wire.getCommand()),
        CauseCodec.decode(wire.getCause()),
        refs.apply(wire.getReplyTo()));
  }

  static AccountMessage.ReadTree readTree(
      byte[] octets, Function<String, ActorRef<AccountAnswer>> refs)
      throws InvalidProtocolBufferException {
    WireReadTree wire = WireReadTree.parseFrom(octets);
    return new AccountMessage.ReadTree(
        wire.hasAfter() ? Optional.of(wire.getAfter()) : Optional.empty(),
        refs.apply(wire.getReplyTo()));
  }

  static AccountAnswer answer(byte[] octets) throws InvalidProtocolBufferException {
    WireAccountAnswer wire = WireAccountAnswer.parseFrom(octets);
    return switch (wire.getResultCase()) {
      case OK -> new AccountAnswer(decode(wire.getOk()));
      case REFUSED ->
          new AccountAnswer(
              new Result.Refused<>(
                  Refusal.valueOf(wire.getRefused().getWhy()), wire.getRefused().getDetail()));
      case RESULT_NOT_SET ->
          throw new IllegalArgumentException("account answer: none (expected: ok or refused)");
    };
  }

  private static WireAccountOk encode(Result.Ok<?> ok) {
    WireAccountOk.Builder to =
        WireAccountOk.newBuilder()
            .setAt(
                StoredPosition.newBuilder()
                    .setEpoch(ok.at().epoch())
                    .setSequence(ok.at().sequence()))
            .setHighestModSeq(ok.highestModSeq().value());
    if (ok.value() instanceof AccountReply reply) {
      to.setReply(Replies.encode(reply));
    } else if (ok.value() instanceof TreePage page) {
      to.setPage(
          WireTreePage.newBuilder()
              .addAllNames(page.lines().stream().map(Names::encode).toList())
              .setLast(page.last()));
    } else {
      throw new IllegalStateException(ok.value() + " has no wire form");
    }
    return to.build();
  }

  private static Result<?> decode(WireAccountOk wire) {
    Position at = new Position(wire.getAt().getEpoch(), wire.getAt().getSequence());
    ModSeq modSeq = new ModSeq(wire.getHighestModSeq());
    return switch (wire.getValueCase()) {
      case REPLY -> new Result.Ok<>(Replies.decode(wire.getReply()), at, modSeq);
      case PAGE ->
          new Result.Ok<>(
              new TreePage(
                  wire.getPage().getNamesList().stream().map(Names::decode).toList(),
                  wire.getPage().getLast()),
              at,
              modSeq);
      case VALUE_NOT_SET ->
          throw new IllegalArgumentException("account answer: no value (expected: reply or page)");
    };
  }

  static WireAccountCommand encode(AccountCommand command) {
    WireAccountCommand.Builder to = WireAccountCommand.newBuilder();
    if (command instanceof Initialise) {
      to.setInitialise(WireInitialiseAccount.getDefaultInstance());
    } else if (command instanceof CreateMailbox c) {
      to.setCreate(WireCreateMailbox.newBuilder().setName(c.name()).setUse(Values.use(c.use())));
    } else if (command instanceof DeleteMailbox c) {
      to.setDelete(WireDeleteMailbox.newBuilder().setName(c.name()));
    } else if (command instanceof RenameMailbox c) {
      to.setRename(WireRenameMailbox.newBuilder().setFrom(c.from()).setTo(c.to()));
    } else if (command instanceof Subscribe c) {
      to.setSubscribe(WireSubscribe.newBuilder().setName(c.name()));
    } else if (command instanceof Unsubscribe c) {
      to.setUnsubscribe(WireUnsubscribe.newBuilder().setName(c.name()));
    } else if (command instanceof RestoreAccount c) {
      to.setRestoreAccount(
          WireRestoreAccount.newBuilder()
              .setInboxId(Values.mailbox(c.inbox()))
              .setUidValidity(Values.validity(c.uidValidity())));
    } else if (command instanceof RestoreMailbox c) {
      to.setRestoreMailbox(WireRestoreMailbox.newBuilder().setMailbox(Values.making(c.mailbox())));
    } else {
      throw new IllegalStateException(command + " never leaves its owner");
    }
    return to.build();
  }

  static AccountCommand decode(WireAccountCommand wire) {
    return switch (wire.getCommandCase()) {
      case INITIALISE -> new Initialise();
      case CREATE ->
          new CreateMailbox(wire.getCreate().getName(), Values.use(wire.getCreate().getUse()));
      case DELETE -> new DeleteMailbox(wire.getDelete().getName());
      case RENAME -> new RenameMailbox(wire.getRename().getFrom(), wire.getRename().getTo());
      case SUBSCRIBE -> new Subscribe(wire.getSubscribe().getName());
      case UNSUBSCRIBE -> new Unsubscribe(wire.getUnsubscribe().getName());
      case RESTORE_ACCOUNT ->
          new RestoreAccount(
              Values.mailbox(wire.getRestoreAccount().getInboxId()),
              Values.validity(wire.getRestoreAccount().getUidValidity()));
      case RESTORE_MAILBOX ->
          new RestoreMailbox(Values.making(wire.getRestoreMailbox().getMailbox()));
      case COMMAND_NOT_SET ->
          throw new IllegalArgumentException("account command: none (expected: a known one)");
    };
  }
}
