package org.yubin.frontend.imap.command;

import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.LiteralStream;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.frontend.intake.MessageIntake;
import org.yubin.frontend.mime.MessageKeys;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.message.MessageRow;

/**
 * One message on its way from the socket into a mailbox. It streams, and is kept exactly as it was
 * given. Whether the mailbox is there is looked up before the client is asked to send. Then come
 * the bytes, the message row, and at last the mailbox's event, which makes it a message: what
 * breaks off before leaves nothing that anybody sees, and what the collector finds.
 */
final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  private final Session session;
  private final Append.Head head;
  private final LiteralStream literal;
  private final EmailId email;
  private Optional<MailboxId> target = Optional.empty();

  Upload(Session session, Append.Head head, LiteralStream literal) {
    this.session = session;
    this.head = head;
    this.literal = literal;
    this.email = session.services().ids().newEmailId();
  }

  CompletionStage<Tagged> run() {
    long most = session.limits().maxMessageOctets();
    if (literal.sizeOctets() == 0) {
      return refuse(Tagged.no("A message of no octets is none"));
    }
    if (literal.sizeOctets() > most) {
      String text = "message: " + literal.sizeOctets() + " octets (expected: <= " + most + ")";
      return refuse(Tagged.no(ResponseCode.TOOBIG, text));
    }
    return Targets.find(session, head.mailbox(), Refusal.TRY_CREATE, this::found)
        .thenCompose(answer -> target.map(this::take).orElseGet(() -> refuse(answer)));
  }

  private CompletionStage<Tagged> found(MailboxId mailbox) {
    target = Optional.of(mailbox);
    return CompletableFuture.completedStage(Tagged.ok());
  }

  private CompletionStage<Tagged> refuse(Tagged answer) {
    return session.here(literal.refuse()).thenApply(passed -> answer);
  }

  // ---- the bytes ----

  private CompletionStage<Tagged> take(MailboxId mailbox) {
    if (literal.synchronising()) {
      session.out().continuation("Ready");
    }
    MessageIntake intake =
        new MessageIntake(session.services().bodies().open(false), session.services().scan());
    return session
        .flush()
        .thenCompose(sent -> Steps.whileTrue(session.executor(), () -> chunk(intake)))
        .thenCompose(all -> session.here(intake.finish()))
        .handle((taken, failure) -> taken(mailbox, intake, taken, failure))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Boolean> chunk(MessageIntake intake) {
    return session
        .here(literal.next())
        .thenCompose(
            octets ->
                octets.isEmpty()
                    ? CompletableFuture.completedStage(false)
                    : session.here(intake.write(octets.get())).thenApply(written -> true));
  }

  private CompletionStage<Tagged> taken(
      MailboxId mailbox,
      MessageIntake intake,
      MessageIntake.@Nullable Taken taken,
      @Nullable Throwable failure) {
    if (taken == null) {
      return brokenOff(intake, failure);
    }
    return session
        .here(literal.rest())
        .thenCompose(
            rest ->
                new String(rest, StandardCharsets.ISO_8859_1).isBlank()
                    ? store(mailbox, taken)
                    : badEnd(intake));
  }

  private CompletionStage<Tagged> badEnd(MessageIntake intake) {
    return discard(intake).thenApply(gone -> Tagged.bad("Expected one message and CRLF"));
  }

  /** The client is gone, or the store does not take the message: then the rest is passed over. */
  private CompletionStage<Tagged> brokenOff(MessageIntake intake, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ClosedChannelException) {
      return discard(intake).thenCompose(gone -> CompletableFuture.failedStage(cause));
    }
    LOG.warn("append failed: session {} mailbox {}", session.id(), head.mailbox(), cause);
    return discard(intake).thenCompose(gone -> refuse(Tagged.refused(Refusal.UNAVAILABLE)));
  }

  private CompletionStage<Void> discard(MessageIntake intake) {
    return session
        .here(intake.discard())
        .exceptionally(
            failure -> {
              LOG.warn("append left bytes behind: session {}", session.id(), failure);
              return null;
            });
  }

  // ---- row and event ----

  private CompletionStage<Tagged> store(MailboxId mailbox, MessageIntake.Taken taken) {
    AccountId account = session.account().id();
    Instant now = session.services().clock().instant();
    long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    MessageRow row = new MessageRow(account, email, taken.summary(), new byte[0], taken.body());
    NewMessage message =
        new NewMessage(
            email,
            head.flags(),
            row.sizeOctets(),
            head.date().orElseGet(() -> InternalDate.of(now)),
            MessageKeys.threadId(account, email, taken.summary()),
            MessageKeys.messageIdHash(account, taken.summary()));
    return session
        .here(session.services().messages().put(row, mailbox, micros))
        .handle(
            (put, failure) -> failure == null ? append(mailbox, message, taken) : notPut(failure))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Tagged> notPut(Throwable failure) {
    LOG.warn("append failed: session {} mailbox {}", session.id(), head.mailbox(), failure);
    return CompletableFuture.completedStage(Tagged.refused(Refusal.UNAVAILABLE));
  }

  private CompletionStage<Tagged> append(
      MailboxId mailbox, NewMessage message, MessageIntake.Taken taken) {
    return session
        .here(
            session
                .services()
                .mailboxes()
                .execute(
                    mailbox,
                    new org.yubin.mailbox.model.Append(List.of(message)),
                    session.cause("APPEND")))
        .thenCompose(result -> appended(mailbox, taken, result));
  }

  private CompletionStage<Tagged> appended(
      MailboxId mailbox, MessageIntake.Taken taken, Result<MailboxReply> result) {
    if (!(result instanceof Result.Ok<MailboxReply> ok)
        || !(ok.value() instanceof MailboxReply.Appended appended)) {
      boolean gone =
          result instanceof Result.Refused<MailboxReply> refused
              && refused.why() == Refusal.NONEXISTENT;
      return CompletableFuture.completedStage(
          gone ? Tagged.refused(Refusal.TRY_CREATE) : Refusals.tagged(result));
    }
    session.services().messages().cache(mailbox, appended.uids().first(), email, taken.summary());
    Tagged answer =
        Tagged.ok(
            ResponseCode.appendUid(appended.uidValidity(), appended.uids()), "APPEND completed");
    boolean here = session.selected().filter(open -> open.id().equals(mailbox)).isPresent();
    return here
        ? session.updates().reached(ok.highestModSeq()).thenApply(reached -> answer)
        : CompletableFuture.completedStage(answer);
  }
}
