package org.yubin.account.codec;

import org.yubin.account.model.AccountReply;
import org.yubin.account.model.AccountReply.Abandoned;
import org.yubin.account.model.AccountReply.Created;
import org.yubin.account.model.AccountReply.Done;
import org.yubin.account.model.AccountReply.Underway;
import org.yubin.mailbox.model.Refusal;
import org.yubin.proto.account.StoredAbandonedReply;
import org.yubin.proto.account.StoredAccountReply;
import org.yubin.proto.account.StoredCreatedReply;
import org.yubin.proto.account.StoredDoneReply;
import org.yubin.proto.account.StoredUnderwayReply;

/** Replies, as snapshots remember them and messages carry them. */
final class Replies {
  private Replies() {}

  static StoredAccountReply encode(AccountReply reply) {
    StoredAccountReply.Builder to = StoredAccountReply.newBuilder();
    if (reply instanceof Done) {
      to.setDone(StoredDoneReply.getDefaultInstance());
    } else if (reply instanceof Created r) {
      to.setCreated(
          StoredCreatedReply.newBuilder()
              .setMailboxId(Values.mailbox(r.id()))
              .setUidValidity(Values.validity(r.uidValidity())));
    } else if (reply instanceof Underway r) {
      to.setUnderway(StoredUnderwayReply.newBuilder().setSaga(Values.request(r.saga())));
    } else if (reply instanceof Abandoned r) {
      to.setAbandoned(
          StoredAbandonedReply.newBuilder().setWhy(r.why().name()).setDetail(r.detail()));
    } else {
      throw new IllegalStateException(reply.getClass() + " has no stored form");
    }
    return to.build();
  }

  static AccountReply decode(StoredAccountReply stored) {
    return switch (stored.getKindCase()) {
      case DONE -> new Done();
      case CREATED ->
          new Created(
              Values.mailbox(stored.getCreated().getMailboxId()),
              Values.validity(stored.getCreated().getUidValidity()));
      case UNDERWAY -> new Underway(Values.request(stored.getUnderway().getSaga()));
      case ABANDONED ->
          new Abandoned(
              Refusal.valueOf(stored.getAbandoned().getWhy()), stored.getAbandoned().getDetail());
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("account reply: no kind (expected: a known one)");
    };
  }
}
