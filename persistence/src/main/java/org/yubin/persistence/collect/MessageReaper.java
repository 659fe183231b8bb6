package org.yubin.persistence.collect;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.content.DueWork;
import org.yubin.persistence.content.Fate;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.BlobId;
import org.yubin.persistence.id.EmailId;

/** Takes message rows to which no mailbox refers from condemnation to deletion. */
final class MessageReaper {
  private final CollectorSettings settings;
  private final RetentionHold hold;
  private final CollectorCounts counts;
  private final Clock clock;
  private final DueWork due;
  private final BlobReaper blobs;
  private final Prepared read;
  private final Prepared setFate;
  private final Prepared condemn;
  private final Prepared forgetBlob;
  private final Prepared delete;

  MessageReaper(
      Cql cql,
      CollectorSettings settings,
      RetentionHold hold,
      CollectorCounts counts,
      Clock clock,
      BlobReaper blobs) {
    this.settings = settings;
    this.hold = hold;
    this.counts = counts;
    this.clock = clock;
    this.due = new DueWork(cql);
    this.blobs = blobs;
    String one = " WHERE account_id = ? AND email_id = ?";
    read =
        cql.plain(
            "SELECT mailbox_id, created_at, condemned, blob_id FROM message" + one + " LIMIT 1");
    condemn =
        cql.conditional(
            "UPDATE message SET condemned = ?" + one + " IF condemned = null AND created_at = ?");
    setFate = cql.conditional("UPDATE message SET condemned = ?" + one + " IF condemned = ?");
    forgetBlob =
        cql.plain(
            "DELETE FROM blob_reference WHERE blob_id = ? AND account_id = ? AND email_id = ?");
    delete = cql.plain("DELETE FROM message" + one);
  }

  /** Condemns the row if nothing refers to it any more and its account is not held. */
  CompletionStage<Void> settle(AccountId account, EmailId email) {
    return ReferenceJudge.held(account, hold, clock.instant().toString())
        .thenCompose(held -> held ? nothing() : condemnIfUnused(account, email));
  }

  private CompletionStage<Void> condemnIfUnused(AccountId account, EmailId email) {
    long now = CollectorSettings.micros(clock.instant());
    return read.one(account.value(), email.value())
        .thenCompose(
            row ->
                row.isEmpty() || referred(row.get()) || !Fate.of(row.get()).inUse()
                    ? nothing()
                    : condemn
                        .applied(
                            now,
                            account.value(),
                            email.value(),
                            row.get().get("created_at", Long.class))
                        .thenCompose(
                            applied -> applied ? reprieve(account, email, now) : nothing()));
  }

  private CompletionStage<Void> reprieve(AccountId account, EmailId email, long now) {
    return due.add(
        DueWork.Item.message(
            now + CollectorSettings.micros(settings.reprieve()), account.value(), email.value()));
  }

  /** Ends the wait of a condemned row: references are read again, then it is revived or deleted. */
  CompletionStage<Void> finish(AccountId account, EmailId email) {
    return ReferenceJudge.held(account, hold, clock.instant().toString())
        .thenCombine(
            read.one(account.value(), email.value()),
            (held, row) -> row.isEmpty() ? nothing() : finish(account, email, row.get(), held))
        .thenCompose(done -> done);
  }

  private CompletionStage<Void> finish(AccountId account, EmailId email, Row row, boolean held) {
    Fate fate = Fate.of(row);
    UUID blob = row.get("blob_id", UUID.class);
    if (fate.doomed()) {
      return delete(account, email, blob);
    }
    long over = fate.micros() + CollectorSettings.micros(settings.reprieve());
    if (!fate.condemned() || over > CollectorSettings.micros(clock.instant())) {
      return nothing();
    }
    if (held || referred(row)) {
      return setFate
          .applied(null, account.value(), email.value(), fate.micros())
          .thenAccept(applied -> counts.revived.increment());
    }
    return setFate
        .applied(Fate.DOOMED, account.value(), email.value(), fate.micros())
        .thenCompose(applied -> applied ? delete(account, email, blob) : nothing());
  }

  /** The row goes last: until then a deletion that broke off is found and done again. */
  private CompletionStage<Void> delete(AccountId account, EmailId email, @Nullable UUID blob) {
    return forget(account, email, blob)
        .thenCompose(done -> delete.write(account.value(), email.value()))
        .thenAccept(done -> counts.messagesDeleted.increment());
  }

  private CompletionStage<Void> forget(AccountId account, EmailId email, @Nullable UUID blob) {
    return blob == null
        ? nothing()
        : forgetBlob
            .write(blob, account.value(), email.value())
            .thenCompose(done -> blobs.settle(new BlobId(blob)));
  }

  /** What a scan has found of one row: its fate decides, then its references. */
  CompletionStage<Void> scanned(AccountId account, EmailId email, List<Row> rows) {
    Row first = rows.get(0);
    Fate fate = Fate.of(first);
    if (!fate.inUse()) {
      return finish(account, email);
    }
    long grace = CollectorSettings.micros(settings.grace());
    boolean old = first.getLong("created_at") + grace <= CollectorSettings.micros(clock.instant());
    return !referred(first) && old ? settle(account, email) : nothing();
  }

  private static boolean referred(Row row) {
    return !row.isNull("mailbox_id");
  }

  private static CompletionStage<Void> nothing() {
    return CompletableFuture.completedFuture(null);
  }
}
