package org.yubin.frontend.imap.command;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.LiteralStream;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.summary.MessageSummary;

/**
 * One APPEND under way: its messages stream in one after another, and one event of the mailbox
 * makes all of them messages, or none (RFC 3502).
 *
 * <p>Whether the mailbox is there is looked up before the client is asked to send. Each message is
 * stored, and given a row, before the next is asked for, so that no more than a chunk is held. What
 * breaks off before the event leaves nothing that anybody sees, and what the collector finds; what
 * the client still sends is passed over.
 */
final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  /** Most messages of one command. */
  static final int MAX_MESSAGES = 10_000;

  /** Of so many messages the summary is cached at once; of the others when it is first read. */
  private static final int MAX_CACHED = 64;

  private final Session session;
  private final Append.Head head;
  private final LiteralStream literal;
  private final AppendOptions.Known known;

  private final List<NewMessage> messages = new ArrayList<>();
  private final List<MessageSummary> summaries = new ArrayList<>();

  private AppendOptions options;
  private Optional<MailboxId> target = Optional.empty();
  private Optional<Tagged> refused = Optional.empty();

  Upload(Session session, Append.Head head, LiteralStream literal, AppendOptions.Known known) {
    this.session = session;
    this.head = head;
    this.literal = literal;
    this.known = known;
    this.options = head.options();
  }

  CompletionStage<Tagged> run() {
    Optional<Tagged> wrong = wrong();
    if (wrong.isPresent()) {
      return passOver(wrong.get());
    }
    return Targets.find(session, head.mailbox(), Refusal.TRY_CREATE, this::found)
        .thenCompose(answer -> target.map(this::takeAll).orElseGet(() -> passOver(answer)));
  }

  private CompletionStage<Tagged> found(MailboxId mailbox) {
    target = Optional.of(mailbox);
    return CompletableFuture.completedStage(Tagged.ok());
  }

  /** What is wrong with the message that is due, as far as its header tells. */
  private Optional<Tagged> wrong() {
    long octets = literal.sizeOctets();
    long most = session.limits().maxMessageOctets();
    if (octets == 0) {
      return Optional.of(Tagged.no("A message of no octets cancels the append"));
    }
    Optional<Tagged> tooBig = tooBig();
    if (tooBig.isPresent()) {
      return tooBig;
    }
    if (octets > most) {
      String text = "message: " + octets + " octets (expected: <= " + most + ")";
      return Optional.of(Tagged.no(ResponseCode.TOOBIG, text));
    }
    if (messages.size() >= MAX_MESSAGES) {
      String text = "messages: more than " + MAX_MESSAGES + " (expected: <= " + MAX_MESSAGES + ")";
      return Optional.of(Tagged.no(ResponseCode.LIMIT, text));
    }
    if (!KeywordTable.canHold(options.flags())) {
      return Optional.of(Tagged.refused(Refusal.LIMIT));
    }
    return Optional.empty();
  }

  /** RFC 7888 §5: BAD, and TOOBIG in it, for what should have been asked for. */
  private Optional<Tagged> tooBig() {
    boolean pushed = !literal.synchronising();
    return pushed && literal.sizeOctets() > session.limits().maxNonSynchronisingOctets()
        ? Optional.of(Tagged.bad(ResponseCode.TOOBIG, "Wait before so large a literal"))
        : Optional.empty();
  }

  /** Does without what is left of the command. */
  private CompletionStage<Tagged> passOver(Tagged answer) {
    return session
        .here(literal.refuse())
        .thenApply(
            ends -> {
              if (!ends) {
                session.byeTooBig();
              }
              return answer;
            });
  }

  // ---- the messages ----

  private CompletionStage<Tagged> takeAll(MailboxId mailbox) {
    return Steps.whileTrue(session.executor(), () -> takeOne(mailbox))
        .thenCompose(
            all -> refused.map(CompletableFuture::completedStage).orElseGet(() -> append(mailbox)));
  }

  /** Whether another message follows. */
  private CompletionStage<Boolean> takeOne(MailboxId mailbox) {
    if (literal.synchronising()) {
      session.out().continuation("Ready");
    }
    UploadedMessage message = new UploadedMessage(session, mailbox, options, literal);
    return session
        .flush()
        .thenCompose(sent -> message.take())
        .handle(this::taken)
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Boolean> taken(
      UploadedMessage.@Nullable Stored stored, @Nullable Throwable failure) {
    if (stored == null) {
      return brokenOff(failure);
    }
    messages.add(stored.message());
    if (summaries.size() < MAX_CACHED) {
      summaries.add(stored.summary());
    }
    return session.here(literal.rest()).thenCompose(this::rest);
  }

  private CompletionStage<Boolean> rest(LiteralStream.Rest rest) {
    ImapReader in = new ImapReader(rest.text(), literal);
    try {
      if (!rest.literal()) {
        in.end();
        return CompletableFuture.completedStage(false);
      }
      options = AppendOptions.read(in, known);
      if (!in.atOpenLiteral()) {
        throw in.expected("a message literal");
      }
    } catch (ImapSyntaxException error) {
      Tagged answer = Tagged.bad("Behind message " + messages.size() + ": " + error.getMessage());
      return rest.literal() ? refuse(tooBig().orElse(answer)) : end(answer);
    }
    return wrong().map(this::refuse).orElseGet(() -> CompletableFuture.completedStage(true));
  }

  private CompletionStage<Boolean> refuse(Tagged answer) {
    return passOver(answer).thenCompose(this::end);
  }

  private CompletionStage<Boolean> end(Tagged answer) {
    refused = Optional.of(answer);
    return CompletableFuture.completedStage(false);
  }

  /** The client is gone, or the store does not take the message: then the rest is passed over. */
  private CompletionStage<Boolean> brokenOff(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ClosedChannelException) {
      return CompletableFuture.failedStage(cause);
    }
    LOG.atWarn()
        .addKeyValue("session", session.id())
        .addKeyValue("mailbox", head.mailbox())
        .setCause(cause)
        .log("append failed");
    return refuse(Tagged.refused(Refusal.UNAVAILABLE));
  }

  // ---- the event ----

  private CompletionStage<Tagged> append(MailboxId mailbox) {
    return session
        .here(
            session
                .services()
                .mailboxes()
                .execute(
                    mailbox, new org.yubin.mailbox.model.Append(messages), session.cause("APPEND")))
        .thenCompose(result -> appended(mailbox, result));
  }

  private CompletionStage<Tagged> appended(MailboxId mailbox, Result<MailboxReply> result) {
    if (!(result instanceof Result.Ok<MailboxReply> ok)
        || !(ok.value() instanceof MailboxReply.Appended appended)) {
      return Refusals.ofTarget(result);
    }
    cache(mailbox, appended);
    Tagged answer =
        Tagged.ok(
            ResponseCode.appendUid(appended.uidValidity(), appended.uids()), "APPEND completed");
    boolean here = session.selected().filter(open -> open.id().equals(mailbox)).isPresent();
    return here
        ? session.updates().reached(ok.highestModSeq()).thenApply(reached -> answer)
        : CompletableFuture.completedStage(answer);
  }

  /** UIDs ascend in the order of the messages. */
  private void cache(MailboxId mailbox, MailboxReply.Appended appended) {
    long uid = 0;
    for (int i = 0; i < summaries.size(); i++) {
      uid = appended.uids().nextFrom(uid + 1);
      EmailId email = messages.get(i).emailId();
      session.services().messages().cache(mailbox, uid, email, summaries.get(i));
    }
  }
}
