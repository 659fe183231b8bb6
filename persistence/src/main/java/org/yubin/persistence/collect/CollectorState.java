package org.yubin.persistence.collect;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;

/** Which node collects, and how far it has come; so another node goes on where one stopped. */
final class CollectorState {
  /** A node that has not renewed its lease for so long has lost it. */
  static final int LEASE_SECONDS = 60;

  private static final String LEASE = "collector";

  private final UUID holder;
  private final Prepared take;
  private final Prepared renew;
  private final Prepared release;
  private final Prepared readPosition;
  private final Prepared writePosition;
  private volatile boolean held;

  CollectorState(Cql cql, UUID holder) {
    this.holder = holder;
    take =
        cql.conditional(
            "INSERT INTO collector_lease (name, holder) VALUES (?, ?) IF NOT EXISTS USING TTL "
                + LEASE_SECONDS);
    renew =
        cql.conditional(
            "UPDATE collector_lease USING TTL %d SET holder = ? WHERE name = ? IF holder = ?"
                .formatted(LEASE_SECONDS));
    release = cql.conditional("DELETE FROM collector_lease WHERE name = ? IF holder = ?");
    readPosition = cql.plain("SELECT position FROM collector_cursor WHERE task = ?");
    writePosition = cql.plain("INSERT INTO collector_cursor (task, position) VALUES (?, ?)");
  }

  /** Takes or renews the lease. It spares work; nothing that is collected depends on it. */
  CompletionStage<Boolean> lease() {
    return (held ? renew.applied(holder, LEASE, holder) : take.applied(LEASE, holder))
        .thenApply(
            applied -> {
              held = applied;
              return applied;
            });
  }

  CompletionStage<Void> release() {
    if (!held) {
      return CompletableFuture.completedFuture(null);
    }
    held = false;
    return release.applied(LEASE, holder).thenApply(done -> null);
  }

  CompletionStage<Long> position(String task, long otherwise) {
    return readPosition
        .one(task)
        .thenApply(row -> row.map(found -> found.getLong("position")).orElse(otherwise));
  }

  CompletionStage<Void> setPosition(String task, long position) {
    return writePosition.write(task, position);
  }
}
