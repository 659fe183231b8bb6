package org.yubin.persistence.message;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.yubin.persistence.content.DueWork;
import org.yubin.persistence.content.Fate;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Lanes;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * The references of mailboxes on message rows: the clustering rows of {@code message}.
 *
 * <p>Adding writes the reference first and reads the row's fate second; the collector condemns
 * first and reads references second. So either the collector sees the reference and spares the row,
 * or the fate is seen here, and the row is revived or the command refused.
 */
final class MessageReferences {
  /** Cassandra warns about more partitions than this in one unlogged batch. */
  private static final int PARTITIONS_TOGETHER = 10;

  private static final int ROWS_TOGETHER = 100;
  private static final int KEYS_TOGETHER = 32;
  private static final int LANES = 8;

  private final Cql cql;
  private final DueWork due;
  private final Duration retention;
  private final Prepared add;
  private final Prepared expire;
  private final Prepared fates;
  private final Prepared revive;
  private final Prepared drop;

  MessageReferences(Cql cql, Duration retention) {
    this.cql = cql;
    this.due = new DueWork(cql);
    this.retention = retention;
    String one = " WHERE account_id = ? AND email_id = ? AND mailbox_id = ?";
    add = cql.plain("UPDATE message SET referenced_at = ?, checked_at = 0, expires_at = 0" + one);
    expire = cql.plain("UPDATE message SET expires_at = ?" + one);
    fates =
        cql.plain(
            "SELECT DISTINCT account_id, email_id, created_at, condemned"
                + " FROM message WHERE account_id = ? AND email_id IN ?");
    revive =
        cql.conditional(
            "UPDATE message SET condemned = null WHERE account_id = ? AND email_id = ?"
                + " IF condemned = ?");
    drop = cql.plain("DELETE FROM message" + one);
  }

  CompletionStage<Set<EmailId>> add(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails, long atMicros) {
    List<EmailId> all = List.copyOf(emails);
    return write(all, email -> add.bind(atMicros, account.value(), email.value(), mailbox.value()))
        .thenCompose(
            written -> Lanes.map(slices(all, KEYS_TOGETHER), LANES, slice -> lost(account, slice)))
        .thenCompose(lost -> withoutTraces(account, mailbox, union(lost)));
  }

  CompletionStage<Void> expire(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails, Instant expungedAt) {
    List<EmailId> all = List.copyOf(emails);
    long at = ChronoUnit.MICROS.between(Instant.EPOCH, expungedAt.plus(retention));
    return write(all, email -> expire.bind(at, account.value(), email.value(), mailbox.value()))
        .thenCompose(
            written ->
                Lanes.forEach(
                    slices(all, ROWS_TOGETHER),
                    1,
                    slice ->
                        together(
                            slice,
                            email ->
                                due.adding(
                                    new DueWork.Item(
                                        at,
                                        DueWork.Kind.REFERENCE,
                                        account.value(),
                                        email.value(),
                                        mailbox.value())))));
  }

  private CompletionStage<Void> write(
      List<EmailId> emails, Function<EmailId, CompletionStage<BoundStatement>> bind) {
    return Lanes.forEach(
        slices(emails, PARTITIONS_TOGETHER), LANES, slice -> together(slice, bind));
  }

  private CompletionStage<Void> together(
      List<EmailId> slice, Function<EmailId, CompletionStage<BoundStatement>> bind) {
    return Lanes.map(slice, slice.size(), bind).thenCompose(cql::together);
  }

  /** Those of the slice that no longer exist, after reviving those that were only condemned. */
  private CompletionStage<Set<EmailId>> lost(AccountId account, List<EmailId> slice) {
    List<UUID> keys = slice.stream().map(EmailId::value).toList();
    return fates.all(account.value(), keys).thenCompose(rows -> lost(account, slice, rows));
  }

  private CompletionStage<Set<EmailId>> lost(
      AccountId account, List<EmailId> slice, List<Row> rows) {
    Set<EmailId> lost = new HashSet<>(slice);
    List<Row> condemned = new ArrayList<>();
    for (Row row : rows) {
      Fate fate = Fate.of(row);
      if (!row.isNull("created_at") && !fate.doomed()) {
        lost.remove(email(row));
        if (fate.condemned()) {
          condemned.add(row);
        }
      }
    }
    return Lanes.map(condemned, LANES, row -> revived(account, row))
        .thenApply(
            again -> {
              again.forEach(lost::addAll);
              return lost;
            });
  }

  /**
   * A row's fate may change while it is revived: then it is judged again from what is there now.
   */
  private CompletionStage<Set<EmailId>> revived(AccountId account, Row row) {
    EmailId email = email(row);
    return revive
        .applied(account.value(), email.value(), Fate.of(row).micros())
        .thenCompose(
            applied ->
                applied
                    ? CompletableFuture.completedFuture(Set.of())
                    : lost(account, List.of(email)));
  }

  /** References to what is gone would be found as orphans later; they are removed at once. */
  private CompletionStage<Set<EmailId>> withoutTraces(
      AccountId account, MailboxId mailbox, Set<EmailId> lost) {
    return Lanes.forEach(
            List.copyOf(lost),
            LANES,
            email -> drop.write(account.value(), email.value(), mailbox.value()))
        .thenApply(done -> lost);
  }

  private static Set<EmailId> union(List<Set<EmailId>> sets) {
    Set<EmailId> all = new HashSet<>();
    sets.forEach(all::addAll);
    return all;
  }

  private static EmailId email(Row row) {
    return new EmailId(row.get("email_id", UUID.class));
  }

  private static <T> List<List<T>> slices(List<T> all, int size) {
    List<List<T>> slices = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      slices.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return slices;
  }
}
