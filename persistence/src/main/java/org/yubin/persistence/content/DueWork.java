package org.yubin.persistence.content;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;

/**
 * What the collector must look at once its time has come; a hint, since its slow scan finds the
 * same things later. Bucketed by the hour in which a thing is due.
 */
public final class DueWork {
  private static final int SHARDS = 4;
  private static final List<Integer> ALL_SHARDS = List.of(0, 1, 2, 3);

  private static final UUID NONE = new UUID(0, 0);

  /** What is to be looked at; the name is stored. */
  public enum Kind {
    /** A reference: account, email, mailbox. */
    REFERENCE,
    /** A condemned message row: account, email. */
    MESSAGE,
    /** A condemned blob. */
    BLOB
  }

  /** One thing to look at, not before {@code dueMicros}. */
  public record Item(long dueMicros, Kind kind, UUID first, UUID second, UUID third) {
    public static Item message(long dueMicros, UUID account, UUID email) {
      return new Item(dueMicros, Kind.MESSAGE, account, email, NONE);
    }

    public static Item blob(long dueMicros, UUID blob) {
      return new Item(dueMicros, Kind.BLOB, blob, NONE, NONE);
    }

    long hour() {
      return hourOf(dueMicros);
    }

    /** An account's items of one hour share a partition, so that they are written together. */
    int shard() {
      return (int) (first.getLeastSignificantBits() & (SHARDS - 1));
    }
  }

  private final Prepared insert;
  private final Prepared due;
  private final Prepared delete;

  public DueWork(Cql cql) {
    insert =
        cql.plain(
            "INSERT INTO collector_work (hour, shard, due_at, kind, first_id, second_id, third_id)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
    due =
        cql.plain(
            "SELECT due_at, kind, first_id, second_id, third_id FROM collector_work"
                + " WHERE hour IN ? AND shard IN ? AND due_at <= ? LIMIT ?");
    delete =
        cql.plain(
            "DELETE FROM collector_work WHERE hour = ? AND shard = ? AND due_at = ? AND kind = ?"
                + " AND first_id = ? AND second_id = ? AND third_id = ?");
  }

  /** Hours since 1970. */
  public static long hourOf(long micros) {
    return Math.floorDiv(micros, TimeUnit.HOURS.toMicros(1));
  }

  /** A write for {@link Cql#together}. */
  public CompletionStage<BoundStatement> adding(Item item) {
    return insert.bind(
        item.hour(),
        item.shard(),
        item.dueMicros(),
        item.kind().name(),
        item.first(),
        item.second(),
        item.third());
  }

  public CompletionStage<Void> add(Item item) {
    return insert.write(
        item.hour(),
        item.shard(),
        item.dueMicros(),
        item.kind().name(),
        item.first(),
        item.second(),
        item.third());
  }

  /** Some items that are due by {@code byMicros}, of a few dozen hours. */
  public CompletionStage<List<Item>> due(List<Long> hours, long byMicros, int atMost) {
    return due.all(hours, ALL_SHARDS, byMicros, atMost)
        .thenApply(rows -> rows.stream().map(DueWork::item).toList());
  }

  public CompletionStage<Void> remove(Item item) {
    return delete.write(
        item.hour(),
        item.shard(),
        item.dueMicros(),
        item.kind().name(),
        item.first(),
        item.second(),
        item.third());
  }

  private static Item item(Row row) {
    return new Item(
        row.getLong("due_at"),
        Kind.valueOf(row.getString("kind")),
        row.get("first_id", UUID.class),
        row.get("second_id", UUID.class),
        row.get("third_id", UUID.class));
  }
}
