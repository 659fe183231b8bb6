package org.yubin.persistence.directory;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;

/** The access log of each account, a partition a month; Cassandra forgets entries by itself. */
final class AccessLog {
  /** The table's time to live, in months, rounded up. */
  private static final int MONTHS_KEPT = 7;

  private static final int MAX_LIMIT = 1000;

  private final IdSource ids;
  private final Clock clock;
  private final Prepared insert;
  private final Prepared newest;

  AccessLog(Cql cql, IdSource ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
    insert =
        cql.plain(
            "INSERT INTO access_log"
                + " (account_id, month, at, entry_id, kind, protocol, client_address, detail)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    newest =
        cql.plain(
            "SELECT at, kind, protocol, client_address, detail FROM access_log"
                + " WHERE account_id = ? AND month = ? LIMIT ?");
  }

  CompletionStage<Void> add(AccountId account, AccessEntry entry) {
    return insert.write(
        account.value(),
        month(entry.at()),
        ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()),
        ids.next(),
        entry.kind().name(),
        entry.protocol(),
        entry.clientAddress(),
        entry.detail());
  }

  CompletionStage<List<AccessEntry>> newest(AccountId account, int limit) {
    int month = month(clock.instant());
    return newest(account, month, month - MONTHS_KEPT, Math.min(limit, MAX_LIMIT), List.of());
  }

  private CompletionStage<List<AccessEntry>> newest(
      AccountId account, int month, int until, int limit, List<AccessEntry> found) {
    if (month < until || found.size() >= limit) {
      return CompletableFuture.completedFuture(found);
    }
    return newest
        .all(account.value(), month, limit - found.size())
        .thenCompose(
            rows -> {
              List<AccessEntry> more = new ArrayList<>(found);
              rows.forEach(row -> more.add(entry(row)));
              return newest(account, month - 1, until, limit, more);
            });
  }

  private static AccessEntry entry(Row row) {
    return new AccessEntry(
        Instant.EPOCH.plus(row.getLong("at"), ChronoUnit.MICROS),
        AccessEntry.Kind.valueOf(row.getString("kind")),
        row.getString("protocol"),
        row.getString("client_address"),
        row.getString("detail"));
  }

  private static int month(Instant at) {
    ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
    return utc.getYear() * 12 + utc.getMonthValue() - 1;
  }
}
