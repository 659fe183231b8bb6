package org.yubin.persistence.collect;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.content.CassandraBlobStore;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;

/**
 * Removes content that nothing refers to, in small steps, on one node at a time.
 *
 * <p><b>What refers to what.</b> A mailbox refers to a message row (a clustering row of {@code
 * message}), a message row to a blob ({@code blob_reference}). Both are written before the event or
 * row that needs them, so a crash can leave a reference too many and never one too few.
 *
 * <p><b>How a reference goes.</b> Expunging gives it a time, the retention from then, and an item
 * in {@code collector_work}. When it is due, and when a reference has stood for the grace without
 * having been confirmed, the mailbox itself is asked ({@link ReferenceCheck}); what it holds stays,
 * whatever the tables say. A reference is removed with the write time at which it was read, so one
 * that was written since then survives its own removal.
 *
 * <p><b>How a row or blob goes.</b> Without a reference it is condemned by a lightweight
 * transaction; after a wait longer than the longest command its references are read again, and a
 * second transaction dooms it, which is final; then it is deleted. Whoever adds a reference writes
 * it first and reads the fate second: so either the collector sees the reference, or the other sees
 * that the row is condemned, and revives it by a transaction of its own, or that it is doomed, and
 * refuses its command. This rests on quorums and transactions, not on the wait, nor on clocks, nor
 * on the lease.
 *
 * <p><b>How it goes on.</b> Each {@link #step} handles some due items, a page of {@code message}
 * and a page of {@code blob_head} in the order of the ring; where it stands is stored, and a scan
 * that ends begins anew. Everything is found by the scans in the end; the due items only make it
 * soon.
 */
public final class BlobCollector {
  private static final String MESSAGES = "messages";
  private static final String BLOBS = "blobs";
  private static final int LANES = 8;

  private record Key(AccountId account, EmailId email) {}

  private final CollectorSettings settings;
  private final Clock clock;
  private final CollectorCounts counts = new CollectorCounts();
  private final CollectorState state;
  private final BlobReaper blobs;
  private final MessageReaper messages;
  private final ReferenceJudge judge;
  private final DueWalk dueWalk;
  private final Prepared messagePage;
  private final Prepared blobPage;

  /**
   * Uses a keyspace whose migrations have run.
   *
   * @param node names this node in the lease; random
   */
  public BlobCollector(
      Cql cql,
      CassandraBlobStore store,
      ReferenceCheck check,
      RetentionHold hold,
      CollectorSettings settings,
      Clock clock,
      UUID node) {
    this.settings = settings;
    this.clock = clock;
    state = new CollectorState(cql, node);
    blobs = new BlobReaper(cql, settings, counts, clock, store);
    messages = new MessageReaper(cql, settings, hold, counts, clock, blobs);
    judge = new ReferenceJudge(cql, settings, check, hold, counts, clock, messages);
    dueWalk = new DueWalk(cql, settings, state, clock, judge, messages, blobs);
    messagePage =
        cql.plain(
            "SELECT token(account_id, email_id) AS ring, created_at, condemned, %s FROM message"
                    .formatted(Reference.COLUMNS)
                + " WHERE token(account_id, email_id) > ? LIMIT ?");
    blobPage =
        cql.plain(
            "SELECT token(blob_id) AS ring, blob_id, started_at, finished_at, condemned"
                + " FROM blob_head WHERE token(blob_id) > ? LIMIT ?");
  }

  /**
   * One bounded piece of work, if this node has the lease. One step at a time.
   *
   * @return whether this node collects
   */
  public CompletionStage<Boolean> step() {
    return state
        .lease()
        .thenCompose(
            mine ->
                mine
                    ? dueWalk
                        .step()
                        .thenCompose(done -> scanMessages())
                        .thenCompose(done -> scanBlobs())
                        .thenApply(done -> true)
                    : CompletableFuture.completedFuture(false));
  }

  /** Lets another node collect at once. */
  public CompletionStage<Void> release() {
    return state.release();
  }

  public CollectorCounts counts() {
    return counts;
  }

  private CompletionStage<Void> scanMessages() {
    return state
        .position(MESSAGES, Long.MIN_VALUE)
        .thenCompose(from -> messagePage.all(from, settings.rows()))
        .thenCompose(
            rows -> {
              boolean last = rows.size() < settings.rows();
              Map<Key, List<Row>> partitions = partitions(rows);
              if (!last && partitions.size() > 1) {
                // Its other references may stand on the next page: it is read again as a whole.
                List<Key> keys = List.copyOf(partitions.keySet());
                partitions.remove(keys.get(keys.size() - 1));
              }
              return Lanes.forEach(
                      List.copyOf(partitions.entrySet()),
                      LANES,
                      one ->
                          messages.scanned(
                              one.getKey().account(), one.getKey().email(), one.getValue()))
                  .thenCompose(done -> judge.judge(doubtful(partitions)))
                  .thenCompose(done -> state.setPosition(MESSAGES, next(partitions, last)));
            });
  }

  private long next(Map<Key, List<Row>> partitions, boolean last) {
    if (last) {
      counts.passes.increment();
      return Long.MIN_VALUE;
    }
    return partitions.values().stream()
        .mapToLong(rows -> rows.get(0).getLong("ring"))
        .max()
        .orElse(Long.MIN_VALUE);
  }

  private List<Reference> doubtful(Map<Key, List<Row>> partitions) {
    long now = CollectorSettings.micros(clock.instant());
    List<Reference> doubtful = new ArrayList<>();
    for (List<Row> rows : partitions.values()) {
      for (Row row : rows) {
        if (!row.isNull("mailbox_id")) {
          Reference seen = Reference.of(row);
          if (seen.doubtful(now, settings)) {
            doubtful.add(seen);
          }
        }
      }
    }
    return doubtful;
  }

  private static Map<Key, List<Row>> partitions(List<Row> rows) {
    Map<Key, List<Row>> partitions = new LinkedHashMap<>();
    for (Row row : rows) {
      Key key =
          new Key(
              new AccountId(Reference.uuid(row, "account_id")),
              new EmailId(Reference.uuid(row, "email_id")));
      partitions.computeIfAbsent(key, none -> new ArrayList<>()).add(row);
    }
    return partitions;
  }

  private CompletionStage<Void> scanBlobs() {
    return state
        .position(BLOBS, Long.MIN_VALUE)
        .thenCompose(from -> blobPage.all(from, settings.rows()))
        .thenCompose(
            rows ->
                Lanes.forEach(rows, LANES, blobs::scanned)
                    .thenCompose(
                        done ->
                            state.setPosition(
                                BLOBS,
                                rows.size() < settings.rows()
                                    ? Long.MIN_VALUE
                                    : rows.get(rows.size() - 1).getLong("ring"))));
  }
}
