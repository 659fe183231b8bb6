package org.yubin.frontend.lmtp;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.account.entity.Accounts;
import org.yubin.account.model.MailboxTree;
import org.yubin.frontend.intake.MessageIntake;
import org.yubin.frontend.mime.MessageKeys;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.content.BodyWriters;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.IdSource;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.message.MessageRow;
import org.yubin.persistence.message.MessageStore;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.PrefixedSummary;

/**
 * Puts a message that has come in whole into the mailboxes of its recipients: bytes once, then for
 * each a row with the lines of its own, then the mailbox's event. 250 is said only when the event
 * is confirmed.
 *
 * @param scan runs the MIME scanner
 */
public record Delivery(
    Mailboxes mailboxes,
    Accounts accounts,
    MessageStore messages,
    BodyWriters bodies,
    IdSource ids,
    Clock clock,
    Executor scan) {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final String INBOX = "INBOX";
  private static final Reply DELIVERED = Reply.of(250, "2.1.5", "Delivered");
  private static final Reply LATER = Reply.of(451, "4.3.0", "Not now; try again");

  /** Where a message and its recipients come from, for the cause of the events. */
  record Origin(String session, String clientAddress, MailPath from) {}

  /** Starts to take a message; one that goes to several accounts is stored apart from its rows. */
  MessageIntake intake(List<Recipient> recipients) {
    long targets = recipients.stream().mapToLong(one -> one.accounts().size()).sum();
    return new MessageIntake(bodies.open(targets > 1), scan);
  }

  /** Delivers to one recipient; the reply never fails. */
  CompletionStage<Reply> deliver(MessageIntake.Taken message, Recipient recipient, Origin origin) {
    byte[] prefix =
        ("Return-Path: <"
                + origin.from().written()
                + ">\r\nDelivered-To: "
                + recipient.address()
                + "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    CompletionStage<Reply> reply = CompletableFuture.completedFuture(DELIVERED);
    for (AccountId account : recipient.accounts()) {
      reply =
          reply.thenCompose(
              before ->
                  before.refuses()
                      ? CompletableFuture.completedFuture(before)
                      : new OneAccount(account, message, prefix, recipient, origin).deliver());
    }
    return reply.exceptionally(
        failed -> {
          LOG.warn("lmtp session {}: delivery failed: {}", origin.session(), failed.toString());
          return LATER;
        });
  }

  /** The way of one message into one account. */
  private final class OneAccount {
    private final AccountId account;
    private final MessageIntake.Taken message;
    private final byte[] prefix;
    private final Recipient recipient;
    private final Origin origin;
    private final EmailId email = ids.newEmailId();

    OneAccount(
        AccountId account,
        MessageIntake.Taken message,
        byte[] prefix,
        Recipient recipient,
        Origin origin) {
      this.account = account;
      this.message = message;
      this.prefix = prefix;
      this.recipient = recipient;
      this.origin = origin;
    }

    CompletionStage<Reply> deliver() {
      return accounts
          .tree(account)
          .thenCompose(
              tree ->
                  tree instanceof Result.Ok<MailboxTree> ok
                      ? into(ok.value(), true)
                      : CompletableFuture.completedFuture(LATER));
    }

    private CompletionStage<Reply> into(MailboxTree tree, boolean first) {
      Optional<MailboxId> mailbox =
          recipient
              .detail()
              .flatMap(tree::find)
              .flatMap(MailboxTree.Entry::id)
              .or(() -> tree.find(INBOX).flatMap(MailboxTree.Entry::id));
      if (mailbox.isEmpty()) {
        return CompletableFuture.completedFuture(LATER);
      }
      Instant now = clock.instant();
      MessageSummary summary = PrefixedSummary.of(prefix, message.summary());
      MessageRow row = new MessageRow(account, email, summary, prefix, message.body());
      return messages
          .put(row, mailbox.get(), micros(now))
          .thenCompose(stored -> append(mailbox.get(), summary, now))
          .thenCompose(
              result -> {
                if (result instanceof Result.Ok<MailboxReply> ok
                    && ok.value() instanceof MailboxReply.Appended appended) {
                  messages.cache(mailbox.get(), appended.uids().first(), email, summary);
                  return CompletableFuture.completedFuture(DELIVERED);
                }
                return refused((Result.Refused<MailboxReply>) result, first);
              });
    }

    private CompletionStage<Result<MailboxReply>> append(
        MailboxId mailbox, MessageSummary summary, Instant now) {
      NewMessage added =
          new NewMessage(
              email,
              FlagNames.NONE,
              summary.sizeOctets(),
              InternalDate.of(now),
              MessageKeys.threadId(account, email, summary),
              MessageKeys.messageIdHash(account, summary));
      Cause cause =
          new Cause(
              account,
              "lmtp",
              origin.session(),
              origin.clientAddress(),
              "",
              "LMTP",
              new RequestId(ids.next()));
      return mailboxes.execute(mailbox, new Append(List.of(added)), cause);
    }

    /** A mailbox that was deleted meanwhile: the name is resolved again, once. */
    private CompletionStage<Reply> refused(Result.Refused<MailboxReply> refused, boolean first) {
      if (refused.why() == Refusal.NONEXISTENT && first) {
        return accounts
            .tree(account)
            .thenCompose(
                tree ->
                    tree instanceof Result.Ok<MailboxTree> ok
                        ? into(ok.value(), false)
                        : CompletableFuture.completedFuture(LATER));
      }
      return CompletableFuture.completedFuture(
          switch (refused.why()) {
            case OVER_QUOTA -> Reply.of(452, "4.2.2", "Mailbox is full");
            case NO_PERMISSION -> Reply.of(550, "5.7.1", "Not permitted");
            case NONEXISTENT,
                ALREADY_EXISTS,
                UNAVAILABLE,
                CANNOT,
                LIMIT,
                IN_USE,
                HAS_CHILDREN,
                CONTENT_MISSING,
                TRY_CREATE ->
                LATER;
          });
    }
  }

  private static long micros(Instant now) {
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
