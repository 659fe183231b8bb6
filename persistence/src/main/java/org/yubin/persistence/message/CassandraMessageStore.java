package org.yubin.persistence.message;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.yubin.persistence.content.BlobReferences;
import org.yubin.persistence.content.BlobStore;
import org.yubin.persistence.content.ReadCounts;
import org.yubin.persistence.content.ReadCounts.Place;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.SummaryCodec;

/**
 * Message rows in the table {@code message}, in front of them the range cache {@code summary_range}
 * and the memory of this process. Encoding and decoding run on the executor given.
 *
 * <p>An APPEND of a small message costs one statement here, its row, and a part of another: the
 * range cache is filled a little later, many messages at a time. Summaries of 1,000 messages in a
 * row cost three where the range cache holds them.
 */
public final class CassandraMessageStore implements MessageStore {
  /** How long content stays after it was expunged, unless configured. */
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);

  /** A good size of the memory for rows and summaries: a quarter of the heap. */
  public static final long DEFAULT_CACHE_OCTETS = Runtime.getRuntime().maxMemory() / 4;

  /** Rows that one statement reads when summaries are not in the range cache. */
  private static final int KEYS_TOGETHER = 32;

  private static final int LANES = 8;

  private final MessageTable table;
  private final MessageReferences references;
  private final BlobReferences blobReferences;
  private final RangeCache range;
  private final RangeFill fill;
  private final MessageMemory memory;
  private final BlobStore blobs;
  private final ReadCounts rowReads = new ReadCounts();
  private final ReadCounts summaryReads = new ReadCounts();
  private final Executor cpu;
  private final Clock clock;

  /**
   * Uses a keyspace whose migrations have run.
   *
   * @param cpu where encoding and decoding run
   * @param retention how long expunged content stays
   * @param cacheOctets of rows and summaries kept in memory; 0 keeps none
   */
  public CassandraMessageStore(
      Cql cql, BlobStore blobs, Executor cpu, Clock clock, Duration retention, long cacheOctets) {
    this.table = new MessageTable(cql);
    this.references = new MessageReferences(cql, retention);
    this.blobReferences = new BlobReferences(cql);
    this.range = new RangeCache(cql);
    this.fill = RangeFill.of(range, cpu);
    this.memory = new MessageMemory(cacheOctets, cpu);
    this.blobs = blobs;
    this.cpu = cpu;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> put(MessageRow row, MailboxId reference, long atMicros) {
    return useOfBlob(row, atMicros)
        .thenApplyAsync(used -> memory.encoded(row.summary()), cpu)
        .thenCompose(summary -> table.put(row, summary, reference, atMicros))
        .thenAccept(stored -> memory.keep(row));
  }

  private CompletionStage<Void> useOfBlob(MessageRow row, long atMicros) {
    if (!(row.body() instanceof StoredBody.InBlob stored)) {
      return CompletableFuture.completedFuture(null);
    }
    return blobReferences
        .add(stored.blob(), row.account(), row.email(), atMicros)
        .thenAccept(
            kept -> {
              if (!kept) {
                throw new IllegalStateException(
                    "blob %s of email %s: collected (expected: written less than the grace ago)"
                        .formatted(stored.blob(), row.email()));
              }
            });
  }

  @Override
  public CompletionStage<Set<EmailId>> addReferences(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    return references.add(account, mailbox, emails, now);
  }

  @Override
  public CompletionStage<Void> expire(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails, Instant expungedAt) {
    return references.expire(account, mailbox, emails, expungedAt);
  }

  @Override
  public CompletionStage<Map<EmailId, MessageSummary>> summaries(
      AccountId account, MailboxId mailbox, List<UidEmail> wanted) {
    Map<EmailId, MessageSummary> found = new HashMap<>();
    List<UidEmail> missing = new ArrayList<>();
    for (UidEmail one : wanted) {
      MessageSummary known = memory.summary(account, one.email());
      if (known == null) {
        missing.add(one);
      } else {
        found.put(one.email(), known);
      }
    }
    summaryReads.add(Place.MEMORY, found.size());
    if (missing.isEmpty()) {
      return CompletableFuture.completedFuture(found);
    }
    return range
        .read(mailbox, missing)
        .thenApplyAsync(
            read -> {
              summaryReads.add(Place.RANGE, read.size());
              return decoded(account, read, found);
            },
            cpu)
        .thenCompose(some -> fromRows(account, mailbox, missing, some));
  }

  private CompletionStage<Map<EmailId, MessageSummary>> fromRows(
      AccountId account,
      MailboxId mailbox,
      List<UidEmail> wanted,
      Map<EmailId, MessageSummary> found) {
    List<UidEmail> missing =
        wanted.stream().filter(one -> !found.containsKey(one.email())).toList();
    if (missing.isEmpty()) {
      return CompletableFuture.completedFuture(found);
    }
    summaryReads.add(Place.TABLE, missing.size());
    List<List<EmailId>> keys = new ArrayList<>();
    for (int from = 0; from < missing.size(); from += KEYS_TOGETHER) {
      int to = Math.min(from + KEYS_TOGETHER, missing.size());
      keys.add(missing.subList(from, to).stream().map(UidEmail::email).distinct().toList());
    }
    return Lanes.map(keys, LANES, some -> table.summaries(account, some))
        .thenApplyAsync(
            read -> {
              Map<EmailId, ByteBuffer> encoded = new HashMap<>();
              read.forEach(
                  rows -> rows.forEach(stored -> encoded.put(stored.email(), stored.encoded())));
              range.write(mailbox, entries(missing, encoded));
              return decoded(account, encoded, found);
            },
            cpu);
  }

  private static List<RangeCache.Entry> entries(
      List<UidEmail> wanted, Map<EmailId, ByteBuffer> encoded) {
    List<RangeCache.Entry> entries = new ArrayList<>();
    for (UidEmail one : wanted) {
      ByteBuffer octets = encoded.get(one.email());
      if (octets != null) {
        entries.add(new RangeCache.Entry(one.uid(), one.email(), octets.duplicate()));
      }
    }
    return entries;
  }

  private Map<EmailId, MessageSummary> decoded(
      AccountId account, Map<EmailId, ByteBuffer> encoded, Map<EmailId, MessageSummary> into) {
    encoded.forEach(
        (email, octets) -> {
          byte[] bytes = new byte[octets.remaining()];
          octets.duplicate().get(bytes);
          MessageSummary summary = SummaryCodec.decode(bytes);
          memory.keep(account, email, summary);
          into.put(email, summary);
        });
    return into;
  }

  @Override
  public void cache(MailboxId mailbox, long uid, EmailId email, MessageSummary summary) {
    cpu.execute(() -> fill.add(mailbox, new RangeCache.Entry(uid, email, memory.encoded(summary))));
  }

  /** Reads of message rows, each with the body if that is small. */
  public ReadCounts rowReads() {
    return rowReads;
  }

  /** Summaries read, each message counted. */
  public ReadCounts summaryReads() {
    return summaryReads;
  }

  /** How many fills of the range cache have failed since the start. */
  public long failedCacheWrites() {
    return range.failures();
  }

  @Override
  public CompletionStage<Optional<MessageRow>> row(AccountId account, EmailId email) {
    MessageRow known = memory.row(account, email);
    rowReads.add(known == null ? Place.TABLE : Place.MEMORY, 1);
    if (known != null) {
      return CompletableFuture.completedFuture(Optional.of(known));
    }
    return table
        .row(account, email)
        .thenApplyAsync(
            read -> {
              Optional<MessageRow> row =
                  read.flatMap(found -> MessageTable.decode(account, email, found));
              row.ifPresent(memory::keep);
              return row;
            },
            cpu);
  }

  @Override
  public CompletionStage<Optional<MessageBody>> body(AccountId account, EmailId email) {
    return row(account, email)
        .thenApply(row -> row.map(found -> new StoredMessageBody(found, blobs)));
  }
}
