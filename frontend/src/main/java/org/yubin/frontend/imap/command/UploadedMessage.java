package org.yubin.frontend.imap.command;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.imap.wire.LiteralStream;
import org.yubin.frontend.intake.MessageIntake;
import org.yubin.frontend.mime.MessageKeys;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.message.MessageRow;
import org.yubin.persistence.summary.MessageSummary;

/**
 * One message of an APPEND on its way from the socket: its bytes, kept exactly as they are given,
 * and then its row. It becomes a message by the mailbox's event, which is not made here.
 */
final class UploadedMessage {
  private static final Logger LOG = LoggerFactory.getLogger(UploadedMessage.class);

  private final Session session;
  private final MailboxId mailbox;
  private final AppendOptions options;
  private final LiteralStream literal;
  private final EmailId email;
  private final MessageIntake intake;

  /** A message whose bytes and row are stored. */
  record Stored(NewMessage message, MessageSummary summary) {}

  /**
   * @param literal stands for this message
   */
  UploadedMessage(
      Session session, MailboxId mailbox, AppendOptions options, LiteralStream literal) {
    this.session = session;
    this.mailbox = mailbox;
    this.options = options;
    this.literal = literal;
    this.email = session.services().ids().newEmailId();
    this.intake =
        new MessageIntake(session.services().bodies().open(false), session.services().scan());
  }

  /** Takes the whole literal and stores it; nothing is left of it if that fails. */
  CompletionStage<Stored> take() {
    return Steps.whileTrue(session.executor(), this::chunk)
        .thenCompose(all -> session.here(intake.finish()))
        .handle(this::taken)
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Boolean> chunk() {
    return session
        .here(literal.next())
        .thenCompose(
            octets ->
                octets.isEmpty()
                    ? CompletableFuture.completedStage(false)
                    : session.here(intake.write(octets.get())).thenApply(written -> true));
  }

  // Either it was taken, or it failed.
  private CompletionStage<Stored> taken(
      MessageIntake.@Nullable Taken taken, @Nullable Throwable failure) {
    if (taken != null) {
      return put(taken);
    }
    return session
        .here(intake.discard())
        .exceptionally(
            left -> {
              LOG.warn("append left bytes behind: session {}", session.id(), left);
              return null;
            })
        .thenCompose(gone -> CompletableFuture.failedStage(failure));
  }

  private CompletionStage<Stored> put(MessageIntake.Taken taken) {
    AccountId account = session.account().id();
    Instant now = session.services().clock().instant();
    long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    MessageRow row = new MessageRow(account, email, taken.summary(), new byte[0], taken.body());
    NewMessage message =
        new NewMessage(
            email,
            options.flags(),
            row.sizeOctets(),
            options.dateOr(now),
            MessageKeys.threadId(account, email, taken.summary()),
            MessageKeys.messageIdHash(account, taken.summary()));
    return session
        .here(session.services().messages().put(row, mailbox, micros))
        .thenApply(put -> new Stored(options.applyTo(message), taken.summary()));
  }
}
