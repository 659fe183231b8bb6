package org.yubin.persistence.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.head.EntityId;

/**
 * Reads logs from the journal's table {@code messages} by the driver.
 *
 * <p>Not by the plugin's read journal, which gives the same rows at the same consistency, but ends
 * at the first row that has the highest number (of two writers' rows it hides one), waits ten
 * seconds at a gap, and needs an actor system and its serialisers. Here a gap and a number that
 * occurs twice fail at once, and the stored octets come out as they are.
 *
 * <p><b>Partitions.</b> A batch stands whole in the partition of its <i>last</i> event, so the
 * events just below a boundary may be in the partition above it. When a partition is exhausted, the
 * next is asked for the number that is due; a log ends where both have nothing. If the next
 * partition has only later numbers, an owner that is still writing may have added to this one
 * meanwhile: it is read once more before that counts as a gap.
 */
public final class CassandraLogReader implements LogReader {
  private static final int PAGE_EVENTS = 500;

  private final CqlSession session;
  private final PreparedStatement select;
  private final long partitionSize;

  private CassandraLogReader(CqlSession session, PreparedStatement select, long partitionSize) {
    this.session = session;
    this.select = select;
    this.partitionSize = partitionSize;
  }

  /**
   * Prepares the statement; the tables must be there.
   *
   * @param partitionSize the journal's {@code target-partition-size}
   */
  public static CompletionStage<LogReader> open(
      CqlSession session, String keyspace, long partitionSize) {
    SimpleStatement select =
        SimpleStatement.builder(
                "SELECT sequence_nr, ser_manifest, event FROM "
                    + keyspace
                    + ".messages WHERE persistence_id = ? AND partition_nr = ?"
                    + " AND sequence_nr >= ? AND sequence_nr <= ? LIMIT "
                    + (PAGE_EVENTS + 1))
            .setPageSize(PAGE_EVENTS + 1)
            .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
            .setIdempotence(true)
            .build();
    return session
        .prepareAsync(select)
        .thenApply(prepared -> new CassandraLogReader(session, prepared, partitionSize));
  }

  @Override
  public CompletionStage<LogPage> page(EntityId id, long epoch, long from, OptionalLong end) {
    if (from < 1) {
      throw new IllegalArgumentException("from: " + from + " (expected: >= 1)");
    }
    Run run = new Run(id.persistenceId(epoch), end, from);
    if (run.ended()) {
      return CompletableFuture.completedFuture(run.page(true));
    }
    long partition = (from - 1) / partitionSize;
    return rows(run, partition)
        .thenCompose(
            rows -> {
              run.add(rows);
              if (run.full() || run.ended()) {
                return CompletableFuture.completedFuture(run.page(run.ended()));
              }
              return goOn(run, partition);
            });
  }

  /** The partition is exhausted. */
  private CompletionStage<LogPage> goOn(Run run, long partition) {
    return rows(run, partition + 1)
        .thenCompose(
            next -> {
              if (next.isEmpty()) {
                run.requireEnd();
                return CompletableFuture.completedFuture(run.page(true));
              }
              if (next.get(0).sequence() <= run.due()) {
                run.add(next);
                return CompletableFuture.completedFuture(run.page(run.ended()));
              }
              if (!run.isEmpty()) {
                return CompletableFuture.completedFuture(run.page(false));
              }
              return rows(run, partition)
                  .thenApply(
                      again -> {
                        run.add(again.isEmpty() ? next : again);
                        return run.page(run.ended());
                      });
            });
  }

  private CompletionStage<List<LogEvent>> rows(Run run, long partition) {
    return session
        .executeAsync(select.bind(run.persistenceId, partition, run.due(), run.bound()))
        .thenApply(CassandraLogReader::events);
  }

  private static List<LogEvent> events(AsyncResultSet rows) {
    List<LogEvent> events = new ArrayList<>();
    for (Row row : rows.currentPage()) {
      String manifest = row.getString("ser_manifest");
      byte[] payload = Octets.of(row.getByteBuffer("event"));
      events.add(
          new LogEvent(row.getLong("sequence_nr"), manifest == null ? "" : manifest, payload));
    }
    return events;
  }

  /** One page as it grows. */
  private static final class Run {
    final String persistenceId;
    private final OptionalLong end;
    private final long from;
    private final List<LogEvent> events = new ArrayList<>();

    Run(String persistenceId, OptionalLong end, long from) {
      this.persistenceId = persistenceId;
      this.end = end;
      this.from = from;
    }

    long due() {
      return from + events.size();
    }

    long bound() {
      return end.orElse(Long.MAX_VALUE);
    }

    boolean ended() {
      return due() > bound();
    }

    boolean full() {
      return events.size() >= PAGE_EVENTS;
    }

    boolean isEmpty() {
      return events.isEmpty();
    }

    /** The last of a full page is not added: it shows whether the number before it occurs twice. */
    void add(List<LogEvent> rows) {
      for (LogEvent row : rows) {
        if (row.sequence() < due()) {
          throw new LogDamagedException(
              "log %s: event %d occurs twice (expected: one writer)"
                  .formatted(persistenceId, row.sequence()));
        }
        if (full()) {
          return;
        }
        if (row.sequence() > due()) {
          throw new LogDamagedException(
              "log %s: event %d (expected: %d)".formatted(persistenceId, row.sequence(), due()));
        }
        events.add(row);
      }
    }

    void requireEnd() {
      if (end.isPresent() && !ended()) {
        throw new LogDamagedException(
            "log %s: ends at %d (expected: %d, its pinned end)"
                .formatted(persistenceId, due() - 1, end.getAsLong()));
      }
    }

    LogPage page(boolean last) {
      return new LogPage(events, last);
    }
  }
}
