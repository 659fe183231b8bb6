package org.yubin.account.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import org.yubin.account.model.AccountEvent;
import org.yubin.account.model.AccountEvent.AccountInitialised;
import org.yubin.account.model.AccountEvent.InboxRenameBegun;
import org.yubin.account.model.AccountEvent.InboxRenamed;
import org.yubin.account.model.AccountEvent.MailboxCreated;
import org.yubin.account.model.AccountEvent.MailboxCreationBegun;
import org.yubin.account.model.AccountEvent.MailboxDeleted;
import org.yubin.account.model.AccountEvent.MailboxDeletionBegun;
import org.yubin.account.model.AccountEvent.MailboxRenamed;
import org.yubin.account.model.AccountEvent.NameDeleted;
import org.yubin.account.model.AccountEvent.SagaAbandoned;
import org.yubin.account.model.AccountEvent.SubscriptionChanged;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;
import org.yubin.proto.account.StoredAccountEvent;
import org.yubin.proto.account.StoredAccountInitialised;
import org.yubin.proto.account.StoredInboxRenameBegun;
import org.yubin.proto.account.StoredInboxRenamed;
import org.yubin.proto.account.StoredMailboxCreated;
import org.yubin.proto.account.StoredMailboxCreationBegun;
import org.yubin.proto.account.StoredMailboxDeleted;
import org.yubin.proto.account.StoredMailboxDeletionBegun;
import org.yubin.proto.account.StoredMailboxRenamed;
import org.yubin.proto.account.StoredNameDeleted;
import org.yubin.proto.account.StoredSagaAbandoned;
import org.yubin.proto.account.StoredSubscriptionChanged;

/** The bodies of account events; their cause stands in the envelope. */
public final class AccountEventCodec {
  private AccountEventCodec() {}

  /** The event without its cause. The number of its kind is the field number of the one set. */
  static StoredAccountEvent encode(AccountEvent event) {
    StoredAccountEvent.Builder to = StoredAccountEvent.newBuilder();
    if (event instanceof AccountInitialised e) {
      to.setInitialised(
          StoredAccountInitialised.newBuilder()
              .addAllMaking(e.making().stream().map(Values::making).toList()));
    } else if (event instanceof MailboxCreationBegun e) {
      to.setCreationBegun(
          StoredMailboxCreationBegun.newBuilder().setMaking(Values.making(e.making())));
    } else if (event instanceof MailboxCreated e) {
      to.setCreated(StoredMailboxCreated.newBuilder().setSaga(Values.request(e.saga())));
    } else if (event instanceof MailboxDeletionBegun e) {
      to.setDeletionBegun(
          StoredMailboxDeletionBegun.newBuilder()
              .setName(e.name())
              .setMailboxId(Values.mailbox(e.id())));
    } else if (event instanceof MailboxDeleted e) {
      to.setDeleted(StoredMailboxDeleted.newBuilder().setSaga(Values.request(e.saga())));
    } else if (event instanceof NameDeleted e) {
      to.setNameDeleted(StoredNameDeleted.newBuilder().setName(e.name()));
    } else if (event instanceof MailboxRenamed e) {
      to.setRenamed(StoredMailboxRenamed.newBuilder().setFrom(e.from()).setTo(e.to()));
    } else if (event instanceof InboxRenameBegun e) {
      to.setInboxRenameBegun(
          StoredInboxRenameBegun.newBuilder()
              .setInboxId(Values.mailbox(e.inbox()))
              .setTarget(Values.making(e.target())));
    } else if (event instanceof InboxRenamed e) {
      to.setInboxRenamed(StoredInboxRenamed.newBuilder().setSaga(Values.request(e.saga())));
    } else if (event instanceof SagaAbandoned e) {
      to.setSagaAbandoned(
          StoredSagaAbandoned.newBuilder()
              .setSaga(Values.request(e.saga()))
              .setWhy(e.why().name())
              .setDetail(e.detail()));
    } else if (event instanceof SubscriptionChanged e) {
      to.setSubscriptionChanged(
          StoredSubscriptionChanged.newBuilder().setName(e.name()).setSubscribed(e.subscribed()));
    } else {
      throw new IllegalStateException(event.getClass() + " has no stored form");
    }
    return to.build();
  }

  /**
   * Reads the body of an event.
   *
   * @throws IllegalArgumentException if the octets are not one
   */
  static AccountEvent decode(byte[] body, Cause cause) {
    try {
      return decode(StoredAccountEvent.parseFrom(body), cause);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("account event: " + body.length + " octets, damaged", e);
    }
  }

  private static AccountEvent decode(StoredAccountEvent stored, Cause cause) {
    return switch (stored.getKindCase()) {
      case INITIALISED ->
          new AccountInitialised(
              cause, stored.getInitialised().getMakingList().stream().map(Values::making).toList());
      case CREATION_BEGUN ->
          new MailboxCreationBegun(cause, Values.making(stored.getCreationBegun().getMaking()));
      case CREATED -> new MailboxCreated(cause, Values.request(stored.getCreated().getSaga()));
      case DELETION_BEGUN ->
          new MailboxDeletionBegun(
              cause,
              stored.getDeletionBegun().getName(),
              Values.mailbox(stored.getDeletionBegun().getMailboxId()));
      case DELETED -> new MailboxDeleted(cause, Values.request(stored.getDeleted().getSaga()));
      case NAME_DELETED -> new NameDeleted(cause, stored.getNameDeleted().getName());
      case RENAMED ->
          new MailboxRenamed(cause, stored.getRenamed().getFrom(), stored.getRenamed().getTo());
      case INBOX_RENAME_BEGUN ->
          new InboxRenameBegun(
              cause,
              Values.mailbox(stored.getInboxRenameBegun().getInboxId()),
              Values.making(stored.getInboxRenameBegun().getTarget()));
      case INBOX_RENAMED ->
          new InboxRenamed(cause, Values.request(stored.getInboxRenamed().getSaga()));
      case SAGA_ABANDONED ->
          new SagaAbandoned(
              cause,
              Values.request(stored.getSagaAbandoned().getSaga()),
              Refusal.valueOf(stored.getSagaAbandoned().getWhy()),
              stored.getSagaAbandoned().getDetail());
      case SUBSCRIPTION_CHANGED ->
          new SubscriptionChanged(
              cause,
              stored.getSubscriptionChanged().getName(),
              stored.getSubscriptionChanged().getSubscribed());
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("account event: no kind (expected: a known one)");
    };
  }
}
