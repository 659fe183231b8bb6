package org.yubin.frontend.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.intake.MessageIntake;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.message.MessageRow;
import org.yubin.persistence.summary.MessageSummary;

/**
 * Takes the messages of one request: bytes and message rows, in the order of the frames. What makes
 * them messages is the caller's event; what breaks off before is found by the collector. A message
 * streams; the rows of the batch are written side by side.
 */
final class StoredBatch {
  /** Most messages of one request; one event makes all of them messages, or none. */
  static final int MAX_MESSAGES = 1_000;

  /** Octets of small messages whose rows may be on their way to the store at a time. */
  private static final long MAX_WAITING_OCTETS = 8L * 1024 * 1024;

  private final Services services;
  private final AccountId account;
  private final MailboxId mailbox;
  private final FrameReader in;
  private final boolean mayBeThere;
  private final List<Stored> stored = new ArrayList<>();
  private CompletionStage<Void> rows = CompletableFuture.completedStage(null);
  private long waitingOctets;

  /**
   * @param mayBeThere whether the account may have rows of these email ids already, which are then
   *     referred to once more: a message that stood in several mailboxes is in the backup as often
   */
  StoredBatch(
      Services services, AccountId account, MailboxId mailbox, FrameReader in, boolean mayBeThere) {
    this.mayBeThere = mayBeThere;
    this.services = services;
    this.account = account;
    this.mailbox = mailbox;
    this.in = in;
  }

  /** A message whose row is written; {@code frame} says the rest. */
  record Stored(JsonNode frame, EmailId email, MessageSummary summary, long sizeOctets) {}

  /** Takes all of them. */
  CompletionStage<List<Stored>> take() {
    return Steps.whileTrue(services.scan(), this::next)
        .thenCompose(all -> rows)
        .thenApply(all -> List.copyOf(stored))
        .whenComplete((all, failure) -> in.cancel());
  }

  private CompletionStage<Boolean> next() {
    return in.line()
        .thenCompose(
            line ->
                line.isEmpty()
                    ? CompletableFuture.completedStage(false)
                    : message(line.get()).thenApply(taken -> true));
  }

  private CompletionStage<Void> message(JsonNode frame) {
    long octets = frame.path("octets").asLong(-1);
    long most = services.limits().maxMessageOctets();
    if (octets < 1 || octets > most) {
      return invalid("octets: " + frame.path("octets") + " (expected: 1 to " + most + ")");
    }
    if (stored.size() >= MAX_MESSAGES) {
      return invalid("messages: more than " + MAX_MESSAGES + " (expected: a smaller batch)");
    }
    EmailId email =
        frame.hasNonNull("emailId")
            ? TransferValues.emailId(frame.get("emailId").asText())
            : services.ids().newEmailId();
    MessageIntake intake = new MessageIntake(services.bodies().open(false), services.scan());
    long[] left = {octets};
    return Steps.whileTrue(services.scan(), () -> piece(intake, left))
        .thenCompose(all -> intake.finish())
        .handle(
            (taken, failure) ->
                failure == null ? row(frame, email, taken) : brokenOff(intake, failure))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Boolean> piece(MessageIntake intake, long[] left) {
    return in.octets(left[0])
        .thenCompose(
            some -> {
              left[0] -= some.remaining();
              return intake.write(some);
            })
        .thenApply(written -> left[0] > 0);
  }

  private CompletionStage<Void> row(JsonNode frame, EmailId email, MessageIntake.Taken taken) {
    MessageRow row = new MessageRow(account, email, taken.summary(), new byte[0], taken.body());
    rows = rows.thenCombine(write(row), (a, b) -> null);
    stored.add(new Stored(frame, email, taken.summary(), row.sizeOctets()));
    waitingOctets += row.sizeOctets();
    if (waitingOctets < MAX_WAITING_OCTETS) {
      return CompletableFuture.completedStage(null);
    }
    waitingOctets = 0;
    return rows;
  }

  private CompletionStage<Void> write(MessageRow row) {
    if (!mayBeThere) {
      return put(row);
    }
    return services
        .messages()
        .row(account, row.email())
        .thenCompose(
            found ->
                found.isPresent() && found.get().sizeOctets() == row.sizeOctets()
                    ? services
                        .messages()
                        .addReferences(account, mailbox, List.of(row.email()))
                        .thenApply(Set::isEmpty)
                    : CompletableFuture.completedStage(false))
        .thenCompose(there -> there ? CompletableFuture.completedStage(null) : put(row));
  }

  private CompletionStage<Void> put(MessageRow row) {
    Instant now = services.clock().instant();
    long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    return services.messages().put(row, mailbox, micros);
  }

  private static CompletionStage<Void> brokenOff(MessageIntake intake, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return intake
        .discard()
        .handle((gone, again) -> cause)
        .thenCompose(CompletableFuture::failedStage);
  }

  private static CompletionStage<Void> invalid(String text) {
    return CompletableFuture.failedStage(new InvalidBodyException(text));
  }
}
