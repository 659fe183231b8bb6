package org.yubin.persistence.collect;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.content.CassandraBlobStore;
import org.yubin.persistence.content.DueWork;
import org.yubin.persistence.content.Fate;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.BlobId;

/** Takes blobs to which no message row refers from condemnation to deletion. */
final class BlobReaper {
  private static final int REFERENCES_TOGETHER = 100;

  private final CollectorSettings settings;
  private final CollectorCounts counts;
  private final Clock clock;
  private final CassandraBlobStore store;
  private final DueWork due;
  private final Prepared head;
  private final Prepared references;
  private final Prepared used;
  private final Prepared removeReference;
  private final Prepared condemn;
  private final Prepared setFate;

  BlobReaper(
      Cql cql,
      CollectorSettings settings,
      CollectorCounts counts,
      Clock clock,
      CassandraBlobStore store) {
    this.settings = settings;
    this.counts = counts;
    this.clock = clock;
    this.store = store;
    this.due = new DueWork(cql);
    head = cql.plain("SELECT started_at, condemned FROM blob_head WHERE blob_id = ?");
    references =
        cql.plain(
            "SELECT account_id, email_id, referenced_at, writetime(referenced_at) AS written"
                + " FROM blob_reference WHERE blob_id = ? LIMIT ?");
    used =
        cql.plain(
            "SELECT DISTINCT account_id, email_id, blob_id FROM message"
                + " WHERE account_id = ? AND email_id = ?");
    removeReference =
        cql.plain(
            "DELETE FROM blob_reference USING TIMESTAMP ?"
                + " WHERE blob_id = ? AND account_id = ? AND email_id = ?");
    condemn =
        cql.conditional(
            "UPDATE blob_head SET condemned = ? WHERE blob_id = ?"
                + " IF condemned = null AND started_at = ?");
    setFate =
        cql.conditional("UPDATE blob_head SET condemned = ? WHERE blob_id = ? IF condemned = ?");
  }

  /** What a scan has found of one blob. */
  CompletionStage<Void> scanned(Row row) {
    BlobId blob = new BlobId(Reference.uuid(row, "blob_id"));
    if (!Fate.of(row).inUse()) {
      return finish(blob);
    }
    long written = Math.max(row.getLong("started_at"), row.getLong("finished_at"));
    return overGrace(written) ? verify(blob) : nothing();
  }

  /**
   * Removes references of which the row was never written, then condemns the blob if none is left.
   */
  private CompletionStage<Void> verify(BlobId blob) {
    return references
        .all(blob.value(), REFERENCES_TOGETHER)
        .thenCompose(
            rows ->
                findUsed(blob, rows, 0)
                    .thenCompose(
                        inUse ->
                            inUse
                                ? nothing()
                                : rows.size() < REFERENCES_TOGETHER ? settle(blob) : verify(blob)));
  }

  private CompletionStage<Boolean> findUsed(BlobId blob, List<Row> rows, int index) {
    if (index == rows.size()) {
      return CompletableFuture.completedFuture(false);
    }
    Row row = rows.get(index);
    if (!overGrace(row.getLong("referenced_at"))) {
      return CompletableFuture.completedFuture(true);
    }
    UUID account = Reference.uuid(row, "account_id");
    UUID email = Reference.uuid(row, "email_id");
    return used.one(account, email)
        .thenCompose(
            message ->
                message.isPresent() && blob.value().equals(message.get().get("blob_id", UUID.class))
                    ? CompletableFuture.completedFuture(true)
                    : removeReference
                        .write(row.getLong("written"), blob.value(), account, email)
                        .thenCompose(done -> findUsed(blob, rows, index + 1)));
  }

  /** Condemns the blob if nothing refers to it. */
  CompletionStage<Void> settle(BlobId blob) {
    return referred(blob)
        .thenCompose(
            referred ->
                referred
                    ? nothing()
                    : head.one(blob.value())
                        .thenCompose(
                            row ->
                                row.isEmpty() || !Fate.of(row.get()).inUse()
                                    ? nothing()
                                    : condemn(blob, row.get())));
  }

  private CompletionStage<Void> condemn(BlobId blob, Row row) {
    long now = CollectorSettings.micros(clock.instant());
    long over = now + CollectorSettings.micros(settings.reprieve());
    return condemn
        .applied(now, blob.value(), row.get("started_at", Long.class))
        .thenCompose(
            applied -> applied ? due.add(DueWork.Item.blob(over, blob.value())) : nothing());
  }

  /**
   * Ends the wait of a condemned blob: references are read again, then it is revived or deleted.
   */
  CompletionStage<Void> finish(BlobId blob) {
    return head.one(blob.value())
        .thenCompose(row -> row.isEmpty() ? nothing() : finish(blob, Fate.of(row.get())));
  }

  private CompletionStage<Void> finish(BlobId blob, Fate fate) {
    if (fate.doomed()) {
      return delete(blob);
    }
    long over = fate.micros() + CollectorSettings.micros(settings.reprieve());
    if (!fate.condemned() || over > CollectorSettings.micros(clock.instant())) {
      return nothing();
    }
    return referred(blob)
        .thenCompose(
            referred ->
                referred
                    ? setFate
                        .applied(null, blob.value(), fate.micros())
                        .thenAccept(applied -> counts.revived.increment())
                    : setFate
                        .applied(Fate.DOOMED, blob.value(), fate.micros())
                        .thenCompose(applied -> applied ? delete(blob) : nothing()));
  }

  private CompletionStage<Void> delete(BlobId blob) {
    return store.delete(blob).thenAccept(done -> counts.blobsDeleted.increment());
  }

  private CompletionStage<Boolean> referred(BlobId blob) {
    return references.one(blob.value(), 1).thenApply(row -> row.isPresent());
  }

  private boolean overGrace(long micros) {
    return micros + CollectorSettings.micros(settings.grace())
        <= CollectorSettings.micros(clock.instant());
  }

  private static CompletionStage<Void> nothing() {
    return CompletableFuture.completedFuture(null);
  }
}
