package org.yubin.persistence.content;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.BlobId;
import org.yubin.persistence.id.EmailId;

/** Which message rows use a blob. A reference is written before the row that needs it. */
public final class BlobReferences {
  private final Prepared insert;
  private final Prepared fate;
  private final Prepared revive;

  public BlobReferences(Cql cql) {
    insert =
        cql.plain(
            "INSERT INTO blob_reference (blob_id, account_id, email_id, referenced_at)"
                + " VALUES (?, ?, ?, ?)");
    fate = cql.plain("SELECT started_at, condemned FROM blob_head WHERE blob_id = ?");
    revive =
        cql.conditional("UPDATE blob_head SET condemned = null WHERE blob_id = ? IF condemned = ?");
  }

  /**
   * Notes the use of a blob and sees that the blob stays: the note is written first and the blob's
   * fate read second, while the collector condemns first and reads notes second, so one of the two
   * always sees the other. A condemned blob is revived.
   *
   * @return false if the blob is gone or being deleted
   */
  public CompletionStage<Boolean> add(
      BlobId blob, AccountId account, EmailId email, long atMicros) {
    return insert
        .write(blob.value(), account.value(), email.value(), atMicros)
        .thenCompose(noted -> saved(blob));
  }

  private CompletionStage<Boolean> saved(BlobId blob) {
    return fate.one(blob.value()).thenCompose(head -> saved(blob, head));
  }

  private CompletionStage<Boolean> saved(BlobId blob, Optional<Row> head) {
    if (head.isEmpty() || head.get().isNull("started_at")) {
      return CompletableFuture.completedFuture(false);
    }
    Fate found = Fate.of(head.get());
    if (!found.condemned()) {
      return CompletableFuture.completedFuture(!found.doomed());
    }
    return revive
        .applied(blob.value(), found.micros())
        .thenCompose(applied -> applied ? CompletableFuture.completedFuture(true) : saved(blob));
  }
}
