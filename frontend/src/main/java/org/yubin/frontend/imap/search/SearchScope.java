package org.yubin.frontend.imap.search;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.imap.view.MailboxView;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.content.BlobStore;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.message.MessageBody;
import org.yubin.persistence.message.UidEmail;
import org.yubin.persistence.summary.Extent;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.Octets;

/**
 * One SEARCH under way in the selected mailbox: the places where keys find their answers. Confined
 * to the session's executor; what takes CPU time runs in {@code Services.scan}.
 *
 * <p>Once the mailbox refuses a question every answer is empty, and {@link #refused} says why.
 */
public final class SearchScope {
  private static final int BATCH_MESSAGES = 256;

  /** So many messages are scanned before others have their turn. */
  private static final int MESSAGES_IN_A_ROW = 64;

  private static final int OPENED_AHEAD = 8;

  private final Session session;
  private final Instant now;
  private Optional<Result.Refused<?>> refused = Optional.empty();

  /** Begins a search: this is the time that its keys count from. */
  public SearchScope(Session session) {
    this.session = session;
    this.now = session.services().clock().instant();
  }

  /** When the search began, the same for all its keys. */
  public Instant now() {
    return now;
  }

  /** The selected mailbox as the client knows it. */
  public MailboxView view() {
    return session.mailbox().view();
  }

  /** Why the answer is worth nothing; empty if it is good. */
  public Optional<Result.Refused<?>> refused() {
    return refused;
  }

  /** Which of the candidates meet the query: one question to the mailbox. */
  CompletionStage<UidSet> ask(MailboxQuery query, UidSet candidates) {
    if (candidates.isEmpty()) {
      return CompletableFuture.completedStage(UidSet.EMPTY);
    }
    return session
        .here(session.services().mailboxes().query(session.mailbox().id(), query))
        .thenApply(result -> granted(result).map(candidates::and).orElse(UidSet.EMPTY));
  }

  private <T> Optional<T> granted(Result<T> result) {
    if (result instanceof Result.Ok<T> ok) {
      return Optional.of(ok.value());
    }
    refused = Optional.of((Result.Refused<T>) result);
    return Optional.empty();
  }

  /** Which of the candidates pass the test: summaries are read batch by batch. */
  CompletionStage<UidSet> test(SummaryTest test, UidSet candidates) {
    RoaringBitmap found = new RoaringBitmap();
    return eachBatch(candidates, records -> testBatch(test, records, found))
        .thenApply(done -> UidSet.of(found));
  }

  /** Which of the candidates pass the test: their octets are read, one message after the other. */
  CompletionStage<UidSet> scan(ContentTest test, UidSet candidates) {
    RoaringBitmap found = new RoaringBitmap();
    return eachBatch(candidates, records -> scanBatch(test, records, found))
        .thenApply(done -> UidSet.of(found));
  }

  /** The highest mod-sequence of these messages (RFC 7162 §3.1.6); ZERO if none is there. */
  public CompletionStage<ModSeq> highestModSeq(UidSet messages) {
    return new HighestModSeq(session, messages).find();
  }

  @FunctionalInterface
  private interface BatchStep {
    CompletionStage<Boolean> read(List<MessageRecord> records);
  }

  private CompletionStage<Void> eachBatch(UidSet candidates, BatchStep step) {
    UidSet[] rest = {candidates};
    Deque<MessageRecord> page = new ArrayDeque<>();
    return Steps.whileTrue(
        session.executor(),
        () -> {
          if (!page.isEmpty()) {
            List<MessageRecord> batch = new ArrayList<>();
            while (!page.isEmpty() && batch.size() < BATCH_MESSAGES) {
              batch.add(page.remove());
            }
            return step.read(batch);
          }
          if (rest[0].isEmpty() || refused.isPresent()) {
            return CompletableFuture.completedStage(false);
          }
          return session
              .here(session.services().mailboxes().fixedRecords(session.mailbox().id(), rest[0]))
              .thenApply(
                  result -> {
                    Optional<RecordPage> granted = granted(result);
                    rest[0] = granted.map(RecordPage::rest).orElse(UidSet.EMPTY);
                    granted.ifPresent(p -> page.addAll(p.records()));
                    return true;
                  });
        });
  }

  private CompletionStage<Boolean> testBatch(
      SummaryTest test, List<MessageRecord> records, RoaringBitmap found) {
    List<UidEmail> wanted =
        records.stream().map(r -> new UidEmail(r.uid().value(), r.emailId())).toList();
    List<MessageRecord> truncated = new ArrayList<>();
    return session
        .services()
        .messages()
        .summaries(session.account().id(), session.mailbox().id(), wanted)
        .thenAcceptAsync(
            summaries -> testAll(test, records, summaries, truncated, found),
            session.services().scan())
        .thenCompose(
            done ->
                scanBatch(
                    body -> header(body).thenApply(h -> test.matches(body.summary(), h)),
                    truncated,
                    found));
  }

  private static void testAll(
      SummaryTest test,
      List<MessageRecord> records,
      Map<EmailId, MessageSummary> summaries,
      List<MessageRecord> truncated,
      RoaringBitmap found) {
    for (MessageRecord record : records) {
      MessageSummary summary = summaries.get(record.emailId());
      if (summary != null && summary.headerTruncated()) {
        truncated.add(record);
      } else if (summary != null && test.matches(summary, summary.header())) {
        found.add((int) record.uid().value());
      }
    }
  }

  /** The header block, as far as it can be read at once. */
  private static CompletionStage<Octets> header(MessageBody body) {
    Extent extent = body.summary().body().extent();
    int length = (int) Math.min(extent.headerOctets(), BlobStore.MAX_READ_OCTETS);
    return body.read(extent.headerOffset(), length)
        .thenApply(
            octets -> {
              byte[] bytes = new byte[octets.remaining()];
              octets.get(bytes);
              return Octets.of(bytes);
            });
  }

  /**
   * Scans message by message in the executor for it, and comes back to the session only now and
   * then; what is not in memory is opened ahead.
   */
  private CompletionStage<Boolean> scanBatch(
      ContentTest test, List<MessageRecord> records, RoaringBitmap found) {
    Deque<MessageRecord> left = new ArrayDeque<>(records);
    Deque<Opened> ahead = new ArrayDeque<>();
    return Steps.whileTrue(
            session.executor(),
            () ->
                session
                    .here(
                        CompletableFuture.supplyAsync(
                                () -> scanSome(test, left, ahead, found), session.services().scan())
                            .thenCompose(Function.identity()))
                    .thenApply(done -> !left.isEmpty() || !ahead.isEmpty()))
        .thenApply(done -> true);
  }

  /** A message whose octets were asked for. */
  private record Opened(long uid, CompletableFuture<Optional<MessageBody>> body) {}

  private CompletionStage<Void> scanSome(
      ContentTest test, Deque<MessageRecord> left, Deque<Opened> ahead, RoaringBitmap found) {
    int[] some = {MESSAGES_IN_A_ROW};
    return Steps.whileTrue(
        session.services().scan(),
        () -> {
          while (!left.isEmpty() && ahead.size() < OPENED_AHEAD) {
            MessageRecord next = left.remove();
            ahead.add(new Opened(next.uid().value(), opened(next)));
          }
          if (ahead.isEmpty() || some[0]-- == 0) {
            return CompletableFuture.completedStage(false);
          }
          Opened next = ahead.remove();
          CompletionStage<Boolean> matches =
              next.body().isDone()
                  ? next.body().thenCompose(body -> matches(test, body))
                  : next.body()
                      .thenComposeAsync(body -> matches(test, body), session.services().scan());
          return matches.thenApply(
              hit -> {
                if (hit) {
                  found.add((int) next.uid());
                }
                return true;
              });
        });
  }

  private CompletableFuture<Optional<MessageBody>> opened(MessageRecord record) {
    return session
        .services()
        .messages()
        .body(session.account().id(), record.emailId())
        .toCompletableFuture();
  }

  private static CompletionStage<Boolean> matches(ContentTest test, Optional<MessageBody> body) {
    return body.isPresent() ? test.matches(body.get()) : ContentTest.NO;
  }
}
