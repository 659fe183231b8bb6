package org.yubin.frontend.memory;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.message.MessageBody;
import org.yubin.persistence.message.MessageRow;
import org.yubin.persistence.message.MessageStore;
import org.yubin.persistence.message.UidEmail;
import org.yubin.persistence.summary.MessageSummary;

/**
 * Message rows in memory, all of them inline. Counts what is asked, so that a test can bound it.
 */
public final class MemoryMessages implements MessageStore {
  private final Map<EmailId, MessageRow> rows = new ConcurrentHashMap<>();
  private final AtomicInteger summaryReads = new AtomicInteger();
  private final AtomicInteger bodyReads = new AtomicInteger();

  /** Set: no row can be stored. */
  public volatile boolean full;

  /** How often summaries were asked for. */
  public int summaryReads() {
    return summaryReads.get();
  }

  /** How often a body was opened. */
  public int bodyReads() {
    return bodyReads.get();
  }

  /** Loses a message, as no store ever should. */
  public void lose(EmailId email) {
    rows.remove(email);
  }

  @Override
  public CompletionStage<Void> put(MessageRow row, MailboxId reference, long atMicros) {
    if (full) {
      return CompletableFuture.failedStage(new IllegalStateException("the store is full"));
    }
    rows.put(row.email(), row);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Set<EmailId>> addReferences(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails) {
    Set<EmailId> missing = new HashSet<>(emails);
    missing.removeAll(rows.keySet());
    return CompletableFuture.completedStage(missing);
  }

  @Override
  public CompletionStage<Void> expire(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails, Instant expungedAt) {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Map<EmailId, MessageSummary>> summaries(
      AccountId account, MailboxId mailbox, List<UidEmail> wanted) {
    summaryReads.incrementAndGet();
    Map<EmailId, MessageSummary> found = new HashMap<>();
    for (UidEmail each : wanted) {
      MessageRow row = rows.get(each.email());
      if (row != null) {
        found.put(each.email(), row.summary());
      }
    }
    return CompletableFuture.supplyAsync(() -> found);
  }

  @Override
  public void cache(MailboxId mailbox, long uid, EmailId email, MessageSummary summary) {}

  @Override
  public CompletionStage<Optional<MessageRow>> row(AccountId account, EmailId email) {
    return CompletableFuture.completedStage(Optional.ofNullable(rows.get(email)));
  }

  @Override
  public CompletionStage<Optional<MessageBody>> body(AccountId account, EmailId email) {
    bodyReads.incrementAndGet();
    return CompletableFuture.completedStage(Optional.ofNullable(rows.get(email)).map(Body::new));
  }

  private record Body(MessageRow row) implements MessageBody {
    @Override
    public long sizeOctets() {
      return row.sizeOctets();
    }

    @Override
    public MessageSummary summary() {
      return row.summary();
    }

    @Override
    public CompletionStage<ByteBuffer> read(long offset, int length) {
      byte[] body = ((StoredBody.Inline) row.body()).octets();
      ByteBuffer all = ByteBuffer.allocate((int) row.sizeOctets());
      all.put(row.prefix()).put(body).flip();
      int from = (int) Math.min(offset, all.limit());
      int octets = Math.min(length, all.limit() - from);
      return CompletableFuture.supplyAsync(() -> all.slice(from, octets).asReadOnlyBuffer());
    }
  }
}
