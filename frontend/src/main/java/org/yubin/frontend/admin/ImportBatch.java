package org.yubin.frontend.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.mime.MessageKeys;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.RequestId;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * Appends a batch of messages, all or none, in one event.
 *
 * <p>It may be sent again. Within five minutes its request id is known to the mailbox, and later
 * the mailbox is asked whether it has the batch's first email id, which the sender has made up: so
 * a sender that was killed and does not know whether a batch came through neither loses nor doubles
 * it. Both are needed, since a batch may be under way while it is sent again: the second then meets
 * the first in the mailbox, whichever comes first.
 */
final class ImportBatch {
  private final Services services;
  private final AccountId account;
  private final MailboxId mailbox;
  private final boolean keepsUids;

  /**
   * @param keepsUids whether the messages come under UIDs that they have had; all above the
   *     mailbox's, and ascending
   */
  ImportBatch(Services services, AccountId account, MailboxId mailbox, boolean keepsUids) {
    this.services = services;
    this.keepsUids = keepsUids;
    this.account = account;
    this.mailbox = mailbox;
  }

  /** Takes the frames; gives {@code {"messages":N}}, with the UIDs if they were appended now. */
  CompletionStage<ObjectNode> take(FrameReader frames, RequestId request) {
    return new StoredBatch(services, account, mailbox, frames, false)
        .take()
        .thenCompose(stored -> unlessThere(stored, request));
  }

  private CompletionStage<ObjectNode> unlessThere(
      List<StoredBatch.Stored> stored, RequestId request) {
    if (stored.isEmpty() || !stored.get(0).frame().path("again").asBoolean()) {
      return append(stored, request);
    }
    EmailId first = stored.get(0).email();
    return services
        .mailboxes()
        .query(mailbox, new MailboxQuery.EmailIdIs(first))
        .thenApply(RefusedException::value)
        .thenCompose(
            uids ->
                uids.isEmpty()
                    ? append(stored, request)
                    : CompletableFuture.completedStage(answer(stored.size()).put("before", true)));
  }

  private CompletionStage<ObjectNode> append(List<StoredBatch.Stored> stored, RequestId request) {
    if (keepsUids) {
      return new RestoreBatch(services, account, mailbox, Optional.empty())
          .restore(stored, request);
    }
    Append append = new Append(stored.stream().map(this::message).toList());
    return services
        .mailboxes()
        .execute(mailbox, append, Operator.cause(account, "IMPORT", request))
        .thenApply(RefusedException::value)
        .thenApply(
            reply ->
                reply instanceof MailboxReply.Appended appended
                    ? appended(stored, appended)
                    : answer(stored.size()));
  }

  private NewMessage message(StoredBatch.Stored stored) {
    JsonNode frame = stored.frame();
    return new NewMessage(
        stored.email(),
        TransferValues.flags(frame.path("flags")),
        stored.sizeOctets(),
        TransferValues.date(frame.path("internalDate"), services.clock().instant()),
        MessageKeys.threadId(account, stored.email(), stored.summary()),
        MessageKeys.messageIdHash(account, stored.summary()));
  }

  private ObjectNode appended(List<StoredBatch.Stored> stored, MailboxReply.Appended appended) {
    return answer(stored.size())
        .put("uidValidity", appended.uidValidity().value())
        .put("uids", appended.uids().toString());
  }

  private static ObjectNode answer(int messages) {
    return JsonNodeFactory.instance.objectNode().put("messages", messages);
  }
}
