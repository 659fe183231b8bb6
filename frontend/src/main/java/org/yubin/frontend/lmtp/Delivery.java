package org.yubin.frontend.lmtp;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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
import org.yubin.persistence.content.StoredBody;
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
 * @param measures told what came of messages
 */
public record Delivery(
    Mailboxes mailboxes,
    Accounts accounts,
    MessageStore messages,
    BodyWriters bodies,
    IdSource ids,
    Clock clock,
    Executor scan,
    DeliveryMeasures measures,
    Doubts doubts) {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** How long a retry waits for what came of the try before it. */
  private static final Duration RETRY_WAITS = Duration.ofSeconds(30);

  private static final String INBOX = "INBOX";
  private static final Reply DELIVERED = Reply.of(250, "2.1.5", "Delivered");
  private static final Reply LATER = Reply.of(451, "4.3.0", "Not now; try again");

  /** With nothing in doubt yet. */
  public Delivery(
      Mailboxes mailboxes,
      Accounts accounts,
      MessageStore messages,
      BodyWriters bodies,
      IdSource ids,
      Clock clock,
      Executor scan,
      DeliveryMeasures measures) {
    this(mailboxes, accounts, messages, bodies, ids, clock, scan, measures, new Doubts());
  }

  /** Where a message and its recipients come from, for the cause of the events. */
  record Origin(String session, String clientAddress, MailPath from) {}

  /** Starts to take a message; one that goes to several accounts is stored apart from its rows. */
  MessageIntake intake(List<Recipient> recipients) {
    long targets = recipients.stream().mapToLong(one -> one.accounts().size()).sum();
    return new MessageIntake(bodies.open(targets > 1), scan);
  }

  /** Delivers to one recipient; the reply never fails. */
  CompletionStage<Reply> deliver(Incoming.Message message, Recipient recipient, Origin origin) {
    byte[] prefix =
        ("Return-Path: <"
                + origin.from().written()
                + ">\r\nDelivered-To: "
                + recipient.address()
                + "\r\n")
            .getBytes(StandardCharsets.UTF_8);
    MessageSummary summary = PrefixedSummary.of(prefix, message.taken().summary());
    List<Doubts.Key> delivered = new ArrayList<>();
    CompletionStage<Reply> reply = CompletableFuture.completedFuture(DELIVERED);
    for (AccountId account : recipient.accounts()) {
      Doubts.Key key =
          new Doubts.Key(account, recipient.address(), origin.from().written(), message.digest());
      OneAccount target =
          new OneAccount(key, message.taken().body(), summary, prefix, recipient, origin);
      reply =
          reply.thenCompose(
              before ->
                  before.refuses()
                      ? CompletableFuture.completedFuture(before)
                      : target.deliverOnce().thenApply(now -> noted(now, key, delivered)));
    }
    return reply
        .exceptionally(
            failed -> {
              LOG.atWarn()
                  .addKeyValue("session", origin.session())
                  .log("lmtp: delivery failed: {}", failed.toString());
              return LATER;
            })
        .thenApply(
            all -> {
              if (all.refuses()) {
                // One answer for several: the MTA tries all of them again.
                delivered.forEach(doubts::delivered);
              }
              return all;
            });
  }

  private static Reply noted(Reply reply, Doubts.Key key, List<Doubts.Key> delivered) {
    if (!reply.refuses()) {
      delivered.add(key);
    }
    return reply;
  }

  /** The way of one message into one account. */
  private final class OneAccount {
    private final Doubts.Key key;
    private final AccountId account;
    private final StoredBody body;
    private final MessageSummary summary;
    private final byte[] prefix;
    private final Recipient recipient;
    private final Origin origin;
    private final EmailId email = ids.newEmailId();

    OneAccount(
        Doubts.Key key,
        StoredBody body,
        MessageSummary summary,
        byte[] prefix,
        Recipient recipient,
        Origin origin) {
      this.key = key;
      this.account = key.account();
      this.body = body;
      this.summary = summary;
      this.prefix = prefix;
      this.recipient = recipient;
      this.origin = origin;
    }

    /** Not again what an earlier try has delivered, and the MTA does not know. */
    CompletionStage<Reply> deliverOnce() {
      Optional<CompletableFuture<Boolean>> before = doubts.of(key);
      if (before.isEmpty()) {
        return deliver();
      }
      return before
          .get()
          .copy()
          .orTimeout(RETRY_WAITS.toMillis(), TimeUnit.MILLISECONDS)
          .handle(
              (there, open) -> {
                if (open != null) {
                  return CompletableFuture.completedFuture(LATER);
                }
                doubts.forget(key);
                return there ? CompletableFuture.completedFuture(DELIVERED) : deliver();
              })
          .thenCompose(reply -> reply);
    }

    private CompletionStage<Reply> deliver() {
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
      MessageRow row = new MessageRow(account, email, summary, prefix, body);
      return messages
          .put(row, mailbox.get(), micros(now))
          .thenCompose(stored -> append(mailbox.get(), appending(now), cause(), first));
    }

    private CompletionStage<Reply> append(
        MailboxId mailbox, Append append, Cause cause, boolean first) {
      return mailboxes
          .execute(mailbox, append, cause)
          .thenCompose(
              result -> {
                if (result instanceof Result.Ok<MailboxReply> ok
                    && ok.value() instanceof MailboxReply.Appended appended) {
                  messages.cache(mailbox, appended.uids().first(), email, summary);
                  return CompletableFuture.completedFuture(DELIVERED);
                }
                Result.Refused<MailboxReply> refused = (Result.Refused<MailboxReply>) result;
                if (refused.why() == Refusal.UNAVAILABLE) {
                  doubts.resolve(key, () -> mailboxes.execute(mailbox, append, cause));
                }
                return refused(refused, first);
              });
    }

    private Append appending(Instant now) {
      NewMessage added =
          new NewMessage(
              email,
              FlagNames.NONE,
              summary.sizeOctets(),
              InternalDate.of(now),
              MessageKeys.threadId(account, email, summary),
              MessageKeys.messageIdHash(account, summary));
      return new Append(List.of(added));
    }

    private Cause cause() {
      return new Cause(
          account,
          "lmtp",
          origin.session(),
          origin.clientAddress(),
          "",
          "LMTP",
          new RequestId(ids.next()));
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
                TRY_CREATE,
                FAULT ->
                LATER;
          });
    }
  }

  private static long micros(Instant now) {
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
