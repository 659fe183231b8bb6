package org.yubin.persistence.collect;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Objects;
import java.util.UUID;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * A mailbox's reference to a message, as it was read.
 *
 * @param referencedAt when it was last written, in microseconds
 * @param checkedAt when the mailbox last confirmed it; 0 never
 * @param expiresAt when it may go; 0 as long as it was not expunged
 * @param newestWrite the newest of Cassandra's write times in it: what is removed or changed goes
 *     by that time, so that whatever was written since then survives
 */
record Reference(
    AccountId account,
    EmailId email,
    MailboxId mailbox,
    long referencedAt,
    long checkedAt,
    long expiresAt,
    long newestWrite) {
  static final String COLUMNS =
      "account_id, email_id, mailbox_id, referenced_at, checked_at, expires_at,"
          + " writetime(referenced_at) AS referenced_write,"
          + " writetime(checked_at) AS checked_write, writetime(expires_at) AS expires_write";

  static Reference of(Row row) {
    return new Reference(
        new AccountId(uuid(row, "account_id")),
        new EmailId(uuid(row, "email_id")),
        new MailboxId(uuid(row, "mailbox_id")),
        row.getLong("referenced_at"),
        row.getLong("checked_at"),
        row.getLong("expires_at"),
        Math.max(
            row.getLong("referenced_write"),
            Math.max(row.getLong("checked_write"), row.getLong("expires_write"))));
  }

  static UUID uuid(Row row, String column) {
    return Objects.requireNonNull(row.get(column, UUID.class), column);
  }

  /** Whether its mailbox must be asked by now. */
  boolean doubtful(long nowMicros, CollectorSettings settings) {
    if (expiresAt > 0) {
      return expiresAt <= nowMicros;
    }
    return checkedAt > 0
        ? checkedAt + CollectorSettings.micros(settings.recheck()) <= nowMicros
        : referencedAt + CollectorSettings.micros(settings.grace()) <= nowMicros;
  }

  /** Confirmed before, and nobody has said that it was expunged. */
  boolean confirmed() {
    return expiresAt == 0 && checkedAt > 0;
  }
}
