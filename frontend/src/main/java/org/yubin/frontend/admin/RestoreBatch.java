package org.yubin.frontend.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.mime.MessageKeys;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.RestoreMessages;
import org.yubin.mailbox.model.RestoredMessage;
import org.yubin.mailbox.model.Uid;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.MailboxId;

/**
 * Puts a batch of messages into a mailbox under the UIDs that they had, all or none, in one event.
 * With the backup's HIGHESTMODSEQ they keep mod-sequences, save dates and threads too.
 */
final class RestoreBatch {
  private final Services services;
  private final AccountId account;
  private final MailboxId mailbox;
  private final Optional<ModSeq> highest;

  /**
   * @param highest empty for messages of another server, whose UIDs alone are kept
   */
  RestoreBatch(Services services, AccountId account, MailboxId mailbox, Optional<ModSeq> highest) {
    this.services = services;
    this.account = account;
    this.mailbox = mailbox;
    this.highest = highest;
  }

  CompletionStage<ObjectNode> take(FrameReader frames, RequestId request) {
    return new StoredBatch(services, account, mailbox, frames, true)
        .take()
        .thenCompose(stored -> restore(stored, request));
  }

  /** The same with messages that are stored already. */
  CompletionStage<ObjectNode> restore(List<StoredBatch.Stored> stored, RequestId request) {
    RestoreMessages command =
        new RestoreMessages(stored.stream().map(this::message).toList(), highest);
    return services
        .mailboxes()
        .execute(mailbox, command, Operator.cause(account, "RESTORE", request))
        .thenApply(RefusedException::value)
        .thenApply(reply -> JsonNodeFactory.instance.objectNode().put("messages", stored.size()));
  }

  private RestoredMessage message(StoredBatch.Stored stored) {
    JsonNode frame = stored.frame();
    Instant now = services.clock().instant();
    try {
      Instant saved =
          frame.hasNonNull("saveDate") ? Instant.parse(frame.get("saveDate").asText()) : now;
      long thread =
          frame.hasNonNull("threadId")
              ? HexFormat.fromHexDigitsToLong(frame.get("threadId").asText())
              : MessageKeys.threadId(account, stored.email(), stored.summary());
      return new RestoredMessage(
          new Uid(frame.path("uid").asLong()),
          highest.isPresent() ? new ModSeq(frame.path("modSeq").asLong()) : ModSeq.ZERO,
          saved.getEpochSecond(),
          new NewMessage(
              stored.email(),
              TransferValues.flags(frame.path("flags")),
              stored.sizeOctets(),
              TransferValues.date(frame.path("internalDate"), now),
              thread,
              MessageKeys.messageIdHash(account, stored.summary())));
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new InvalidBodyException("message: " + wrong.getMessage());
    }
  }
}
