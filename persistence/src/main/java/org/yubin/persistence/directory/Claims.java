package org.yubin.persistence.directory;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;

/**
 * Who has which key of one table (names, or addresses), decided by lightweight transactions. A
 * claim is made before its account exists; one that is left from a crash, with no account behind
 * it, may be taken over after {@link #ABANDONED}.
 */
final class Claims {
  /** Longer than any creation of an account takes. */
  static final Duration ABANDONED = Duration.ofMinutes(1);

  private final String holder;
  private final Prepared claim;
  private final Prepared read;
  private final Prepared takeOver;
  private final Prepared release;
  private final Prepared accountExists;

  /**
   * The table's key column has the table's use as its name; {@code holder} is its account column.
   */
  Claims(Cql cql, String table, String key, String holder) {
    this.holder = holder;
    claim =
        cql.conditional(
            "INSERT INTO %s (%s, %s, claimed_at) VALUES (?, ?, ?) IF NOT EXISTS"
                .formatted(table, key, holder));
    read = cql.plain("SELECT %s, claimed_at FROM %s WHERE %s = ?".formatted(holder, table, key));
    takeOver =
        cql.conditional(
            "UPDATE %s SET %s = ?, claimed_at = ? WHERE %s = ? IF %s = ? AND claimed_at = ?"
                .formatted(table, holder, key, holder));
    release =
        cql.conditional("DELETE FROM %s WHERE %s = ? IF %s = ?".formatted(table, key, holder));
    accountExists = cql.plain("SELECT account_id FROM account WHERE account_id = ?");
  }

  /**
   * Whether {@code account} has the key now; repeating it for the same account gives true again.
   */
  CompletionStage<Boolean> claim(String key, UUID account, long atMicros) {
    return claim
        .applied(key, account, atMicros)
        .thenCompose(
            applied ->
                applied
                    ? CompletableFuture.completedFuture(true)
                    : read.one(key).thenCompose(row -> contest(key, account, atMicros, row)));
  }

  private CompletionStage<Boolean> contest(
      String key, UUID account, long atMicros, Optional<Row> row) {
    UUID owner = row.map(found -> found.get(holder, UUID.class)).orElse(null);
    if (owner == null) {
      return CompletableFuture.completedFuture(false);
    }
    if (owner.equals(account)) {
      return CompletableFuture.completedFuture(true);
    }
    long claimedAt = row.get().getLong("claimed_at");
    if (atMicros - claimedAt < ABANDONED.toMillis() * 1000) {
      return CompletableFuture.completedFuture(false);
    }
    return accountExists
        .one(owner)
        .thenCompose(
            exists ->
                exists.isPresent()
                    ? CompletableFuture.completedFuture(false)
                    : takeOver.applied(account, atMicros, key, owner, claimedAt));
  }

  /** Gives the key up if {@code account} has it. */
  CompletionStage<Boolean> release(String key, UUID account) {
    return release.applied(key, account);
  }
}
