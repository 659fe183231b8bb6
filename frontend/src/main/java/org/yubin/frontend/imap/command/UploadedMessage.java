package org.yubin.frontend.imap.command;

import java.nio.ByteBuffer;
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
 * One message of an APPEND on its way from the socket: its bytes, kept exactly as they are given
 * unless a literal8 brings NULs ({@link BinaryParts}), and then its row. It becomes a message by
 * the mailbox's event, which is not made here.
 */
final class UploadedMessage {
  private static final Logger LOG = LoggerFactory.getLogger(UploadedMessage.class);

  private final Session session;
  private final MailboxId mailbox;
  private final AppendOptions options;
  private final LiteralStream literal;
  private EmailId email;
  private MessageIntake intake;
  private boolean hasNul;

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
    this.intake = intake(session);
  }

  private static MessageIntake intake(Session session) {
    return new MessageIntake(session.services().bodies().open(false), session.services().scan());
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
                    : session.here(write(octets.get())).thenApply(written -> true));
  }

  private CompletionStage<Void> write(ByteBuffer octets) {
    for (int i = octets.position(); options.binary() && !hasNul && i < octets.limit(); i++) {
      hasNul = octets.get(i) == 0;
    }
    return intake.write(octets);
  }

  // Either it was taken, or it failed.
  private CompletionStage<Stored> taken(
      MessageIntake.@Nullable Taken taken, @Nullable Throwable failure) {
    if (taken != null) {
      return hasNul ? put(taken).thenCompose(raw -> encoded()) : put(taken);
    }
    return session
        .here(intake.discard())
        .exceptionally(
            left -> {
              LOG.atWarn()
                  .addKeyValue("session", session.id())
                  .setCause(left)
                  .log("append left bytes behind");
              return null;
            })
        .thenCompose(gone -> CompletableFuture.failedStage(failure));
  }

  /**
   * Puts a message in the place of the one just stored, its NULs in base64. The first is not seen
   * by anybody, and the collector finds it.
   */
  private CompletionStage<Stored> encoded() {
    EmailId raw = email;
    email = session.services().ids().newEmailId();
    intake = intake(session);
    hasNul = false;
    return session
        .here(session.services().messages().body(session.account().id(), raw))
        .thenCompose(
            body ->
                session.here(
                    new BinaryParts(body.orElseThrow(), intake, session.executor()).convert()))
        .handle(this::taken)
        .thenCompose(stage -> stage);
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
