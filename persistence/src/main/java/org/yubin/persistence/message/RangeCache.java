package org.yubin.persistence.message;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * The table {@code summary_range}: encoded summaries in the order in which FETCH asks for them. One
 * statement reads what is wanted of a bucket of 512 UIDs; each row counts only if its email id is
 * the one asked for, so a stale row is a miss and never a wrong answer.
 */
final class RangeCache {
  static final int UIDS_PER_BUCKET = 512;

  /** Longer summaries are read from their rows, so that a bucket stays below 8 MiB. */
  static final int MAX_SUMMARY_OCTETS = 16 * 1024;

  /** Up to here a bucket is asked for single UIDs, if they lie scattered. */
  private static final int MAX_SINGLES = 16;

  private static final int MAX_WRITE_OCTETS = 64 * 1024;
  private static final int LANES = 4;

  /** A summary and the UID that it belongs to. */
  record Entry(long uid, EmailId email, ByteBuffer encoded) {}

  private final Cql cql;
  private final Prepared range;
  private final Prepared singles;
  private final Prepared insert;
  private final LongAdder failures = new LongAdder();

  RangeCache(Cql cql) {
    this.cql = cql;
    String select =
        "SELECT uid, email_id, summary FROM summary_range WHERE mailbox_id = ? AND bucket = ? AND ";
    range = cql.plain(select + "uid >= ? AND uid <= ?");
    singles = cql.plain(select + "uid IN ?");
    insert =
        cql.plain(
            "INSERT INTO summary_range (mailbox_id, bucket, uid, email_id, summary)"
                + " VALUES (?, ?, ?, ?, ?)");
  }

  /** What the table holds of these messages. */
  CompletionStage<Map<EmailId, ByteBuffer>> read(MailboxId mailbox, List<UidEmail> wanted) {
    Map<Integer, List<UidEmail>> buckets = new TreeMap<>();
    for (UidEmail one : wanted) {
      buckets.computeIfAbsent(bucketOf(one.uid()), none -> new ArrayList<>()).add(one);
    }
    return Lanes.map(List.copyOf(buckets.values()), LANES, bucket -> rows(mailbox, bucket))
        .thenApply(read -> good(wanted, read));
  }

  private CompletionStage<List<Row>> rows(MailboxId mailbox, List<UidEmail> bucket) {
    long first = bucket.get(0).uid();
    long last = bucket.get(bucket.size() - 1).uid();
    int number = bucketOf(first);
    boolean scattered = bucket.size() <= MAX_SINGLES && last - first >= 4L * bucket.size();
    return scattered
        ? singles.all(mailbox.value(), number, bucket.stream().map(UidEmail::uid).toList())
        : range.all(mailbox.value(), number, first, last);
  }

  private static Map<EmailId, ByteBuffer> good(List<UidEmail> wanted, List<List<Row>> read) {
    Set<UidEmail> asked = new HashSet<>(wanted);
    Map<EmailId, ByteBuffer> good = new HashMap<>();
    for (List<Row> rows : read) {
      for (Row row : rows) {
        EmailId email = new EmailId(Objects.requireNonNull(row.get("email_id", UUID.class)));
        if (asked.contains(new UidEmail(row.getLong("uid"), email)) && !row.isNull("summary")) {
          good.put(email, row.getByteBuffer("summary"));
        }
      }
    }
    return good;
  }

  /** Writes behind the caller's back: a failure is counted and costs a slower read later. */
  void write(MailboxId mailbox, List<Entry> entries) {
    Lanes.forEach(batches(entries), LANES, batch -> store(mailbox, batch))
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                failures.increment();
              }
            });
  }

  /** How many writes have failed. */
  long failures() {
    return failures.sum();
  }

  private CompletionStage<Void> store(MailboxId mailbox, List<Entry> batch) {
    return Lanes.map(batch, batch.size(), entry -> bound(mailbox, entry))
        .thenCompose(cql::together);
  }

  private CompletionStage<BoundStatement> bound(MailboxId mailbox, Entry entry) {
    return insert.bind(
        mailbox.value(),
        bucketOf(entry.uid()),
        entry.uid(),
        entry.email().value(),
        entry.encoded());
  }

  /** Runs within one partition and of bounded size. */
  private static List<List<Entry>> batches(List<Entry> entries) {
    List<List<Entry>> batches = new ArrayList<>();
    List<Entry> batch = new ArrayList<>();
    int octets = 0;
    for (Entry entry : entries) {
      int size = entry.encoded().remaining();
      if (size > MAX_SUMMARY_OCTETS) {
        continue;
      }
      boolean elsewhere = !batch.isEmpty() && bucketOf(batch.get(0).uid()) != bucketOf(entry.uid());
      if (elsewhere || octets + size > MAX_WRITE_OCTETS) {
        batches.add(batch);
        batch = new ArrayList<>();
        octets = 0;
      }
      batch.add(entry);
      octets += size;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  static int bucketOf(long uid) {
    return (int) (uid / UIDS_PER_BUCKET);
  }
}
