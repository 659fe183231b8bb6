package org.yubin.frontend.imap.fetch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.frontend.imap.session.Feature;
import org.yubin.frontend.imap.session.Selected;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.message.MessageBody;
import org.yubin.persistence.message.UidEmail;
import org.yubin.persistence.summary.MessageSummary;

/**
 * One FETCH under way: a response line for each message, ascending.
 *
 * <p>Nothing is asked for message by message that can be asked for together: records come by the
 * page, summaries by the batch, and of bodies the next few are opened while one is written. What is
 * held at a time is a page of records, a batch of summaries, and a piece of a body; the next is
 * asked for when the client has taken what was written. Confined to the session's executor.
 */
public final class Fetching {
  private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);
  private static final int BATCH_MESSAGES = 256;
  private static final int BODIES_AHEAD = 8;

  /** Written this much, a burst leaves even though the command goes on. */
  private static final int BURST_OCTETS = 64 * 1024;

  private final Session session;
  private final Selected selected;
  private final List<FetchItem> items;
  private final List<FetchItem> itemsWithFlags;
  private final UidSet flagsChanged;
  private final FetchItem.Source source;
  private final boolean direct;
  private final boolean showsModSeq;
  private final boolean fixed;

  private UidSet rest;
  private final Deque<MessageRecord> page = new ArrayDeque<>();
  private final Deque<FetchedMessage> batch = new ArrayDeque<>();
  private KeywordTable keywords = KeywordTable.EMPTY;
  private long told;
  private long contentMissing;
  private boolean encodingUnknown;
  private Optional<Result.Refused<?>> refused = Optional.empty();

  /**
   * @param uids the messages wanted, all of them in the session's view
   * @param flagsChanged those whose flags the command has changed: they are told, asked for or not
   */
  public Fetching(
      Session session, Selected selected, List<FetchItem> items, UidSet uids, UidSet flagsChanged) {
    this.session = session;
    this.selected = selected;
    this.items = List.copyOf(items);
    this.itemsWithFlags = withFlags(this.items, session.enabled(Feature.CONDSTORE));
    this.showsModSeq =
        (flagsChanged.isEmpty() ? this.items : itemsWithFlags)
            .stream().anyMatch(FetchItem::showsModSeq);
    this.rest = uids;
    this.flagsChanged = flagsChanged;
    this.source =
        items.stream().map(FetchItem::source).max(Enum::compareTo).orElse(FetchItem.Source.RECORD);
    this.direct = items.stream().allMatch(FetchItem.Direct.class::isInstance);
    this.fixed = flagsChanged.isEmpty() && items.stream().allMatch(FetchItem::fixed);
  }

  /**
   * How it went.
   *
   * @param encodingUnknown whether a part was asked for that cannot be decoded (RFC 3516 §4.3)
   */
  public record Outcome(
      long told,
      long contentMissing,
      boolean encodingUnknown,
      Optional<Result.Refused<?>> refused) {}

  /** Answers all messages; those that are no more in the mailbox are passed over. */
  public CompletionStage<Outcome> run() {
    return Steps.whileTrue(session.executor(), this::step)
        .thenApply(done -> new Outcome(told, contentMissing, encodingUnknown, refused));
  }

  private CompletionStage<Boolean> step() {
    if (refused.isPresent()) {
      return CompletableFuture.completedStage(false);
    }
    if (!batch.isEmpty()) {
      return tell();
    }
    if (!page.isEmpty()) {
      return nextBatch();
    }
    return rest.isEmpty() ? CompletableFuture.completedStage(false) : nextPage();
  }

  private CompletionStage<Boolean> nextPage() {
    Mailboxes mailboxes = session.services().mailboxes();
    return now(fixed
            ? mailboxes.fixedRecords(selected.id(), rest)
            : mailboxes.records(selected.id(), rest))
        .thenApply(this::page);
  }

  /** What is there already needs no change of threads. */
  private <T> CompletionStage<T> now(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    return future.isDone() ? future : session.here(future);
  }

  private boolean page(Result<RecordPage> result) {
    if (result instanceof Result.Ok<RecordPage> ok) {
      keywords = ok.value().keywords();
      rest = ok.value().rest();
      page.addAll(ok.value().records());
      boolean flags = items.contains(RecordItem.FLAGS) || !flagsChanged.isEmpty();
      if (flags && !page.isEmpty()) {
        session.updates().keywords(keywords);
      }
      if (showsModSeq) {
        session.updates().shown(ok.highestModSeq());
      }
    } else if (result instanceof Result.Refused<RecordPage> no) {
      refused = Optional.of(no);
    }
    return true;
  }

  private CompletionStage<Boolean> nextBatch() {
    List<MessageRecord> records = new ArrayList<>(Math.min(page.size(), BATCH_MESSAGES));
    while (!page.isEmpty() && records.size() < BATCH_MESSAGES) {
      records.add(page.remove());
    }
    if (source != FetchItem.Source.SUMMARY) {
      records.forEach(record -> batch.add(message(record)));
      return CompletableFuture.completedStage(true);
    }
    List<UidEmail> wanted =
        records.stream().map(r -> new UidEmail(r.uid().value(), r.emailId())).toList();
    return session
        .services()
        .messages()
        .summaries(session.account().id(), selected.id(), wanted)
        .thenApplyAsync(found -> batch(records, found), session.executor());
  }

  private boolean batch(List<MessageRecord> records, Map<EmailId, MessageSummary> summaries) {
    for (MessageRecord record : records) {
      MessageSummary summary = summaries.get(record.emailId());
      if (summary == null) {
        missing(record);
      } else {
        FetchedMessage message = message(record);
        message.summary(summary);
        batch.add(message);
      }
    }
    return true;
  }

  private FetchedMessage message(MessageRecord record) {
    long uid = record.uid().value();
    return new FetchedMessage(
        selected.view().seq(uid),
        record,
        keywords,
        selected.view().isRecent(uid),
        () -> session.services().messages().body(session.account().id(), record.emailId()));
  }

  /** Writes as many lines as make a burst, or one if its octets are yet to come. */
  private CompletionStage<Boolean> tell() {
    while (direct && !batch.isEmpty() && session.out().pendingOctets() < BURST_OCTETS) {
      FetchedMessage message = batch.remove();
      FetchResponse.write(session.out(), message, itemsFor(message));
      told++;
    }
    if (session.out().pendingOctets() >= BURST_OCTETS) {
      return session.flush().thenApply(ready -> true);
    }
    return batch.isEmpty() ? CompletableFuture.completedStage(true) : tellWithOctets();
  }

  private CompletionStage<Boolean> tellWithOctets() {
    FetchedMessage message = batch.remove();
    if (source != FetchItem.Source.OCTETS) {
      return line(message);
    }
    CompletionStage<Boolean> line =
        now(message.found()).thenCompose(found -> opened(message, found));
    openAhead();
    return line;
  }

  private CompletionStage<Boolean> opened(FetchedMessage message, Optional<MessageBody> found) {
    if (found.isEmpty()) {
      missing(message.record());
      return CompletableFuture.completedStage(true);
    }
    message.summary(found.get().summary());
    return line(message);
  }

  private void missing(MessageRecord record) {
    contentMissing++;
    LOG.atError()
        .addKeyValue("session", session.id())
        .addKeyValue("account", session.account().id())
        .addKeyValue("mailbox", selected.id())
        .log("message row not stored: uid {} email {}", record.uid().value(), record.emailId());
  }

  private void openAhead() {
    Iterator<FetchedMessage> next = batch.iterator();
    for (int i = 0; i < BODIES_AHEAD && next.hasNext(); i++) {
      CompletionStage<?> unused = next.next().found();
    }
  }

  private CompletionStage<Boolean> line(FetchedMessage message) {
    return FetchResponse.write(session, message, itemsFor(message))
        .thenApply(
            written -> {
              told++;
              return true;
            })
        .exceptionallyCompose(this::notDecoded);
  }

  /** A part that cannot be decoded leaves its message untold; the others are told. */
  private CompletionStage<Boolean> notDecoded(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof UnknownEncodingException)) {
      return CompletableFuture.failedStage(failure);
    }
    encodingUnknown = true;
    return CompletableFuture.completedStage(true);
  }

  private List<FetchItem> itemsFor(FetchedMessage message) {
    return flagsChanged.contains(message.record().uid().value()) ? itemsWithFlags : items;
  }

  /** With UID and MODSEQ, too, if the client wants mod-sequences (RFC 7162 §3.2.4). */
  private static List<FetchItem> withFlags(List<FetchItem> items, boolean modSeq) {
    Set<FetchItem> more = new LinkedHashSet<>(items);
    more.add(RecordItem.FLAGS);
    if (modSeq) {
      more.addAll(FetchItems.CHANGED);
    }
    return List.copyOf(more);
  }
}
