package org.yubin.persistence.message;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.content.BodyWriters;
import org.yubin.persistence.content.Compression;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.cql.Cql;
import org.yubin.persistence.cql.Prepared;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.BlobId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.SummaryCodec;

/** The statements that write and read message rows. */
final class MessageTable {
  private static final String FIXED =
      "INSERT INTO message (account_id, email_id, mailbox_id, referenced_at, created_at, summary,"
          + " prefix, size_octets, ";

  /** A summary as it is stored. */
  record StoredSummary(EmailId email, ByteBuffer encoded) {}

  private final Prepared putInline;
  private final Prepared putInBlob;
  private final Prepared row;
  private final Prepared summaries;

  MessageTable(Cql cql) {
    putInline = cql.plain(FIXED + "body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    putInBlob = cql.plain(FIXED + "blob_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    row =
        cql.plain(
            "SELECT DISTINCT account_id, email_id, summary, prefix, size_octets, body, blob_id"
                + " FROM message WHERE account_id = ? AND email_id = ?");
    summaries =
        cql.plain(
            "SELECT DISTINCT account_id, email_id, summary"
                + " FROM message WHERE account_id = ? AND email_id IN ?");
  }

  /** Row, body and reference in one mutation. CPU work before the write is the caller's thread. */
  CompletionStage<Void> put(MessageRow row, ByteBuffer summary, MailboxId mailbox, long atMicros) {
    boolean inline = row.body() instanceof StoredBody.Inline;
    return (inline ? putInline : putInBlob)
        .write(
            row.account().value(),
            row.email().value(),
            mailbox.value(),
            atMicros,
            atMicros,
            summary,
            ByteBuffer.wrap(row.prefix()),
            row.body().sizeOctets(),
            stored(row.body()));
  }

  private static Object stored(StoredBody body) {
    return body instanceof StoredBody.Inline inline
        ? Compression.encode(inline.octets(), inline.octets().length)
        : ((StoredBody.InBlob) body).blob().value();
  }

  CompletionStage<Optional<Row>> row(AccountId account, EmailId email) {
    return row.one(account.value(), email.value());
  }

  /** One statement for them all; the caller bounds how many. Those without a row are absent. */
  CompletionStage<List<StoredSummary>> summaries(AccountId account, Collection<EmailId> emails) {
    List<UUID> keys = emails.stream().map(EmailId::value).toList();
    return summaries
        .all(account.value(), keys)
        .thenApply(
            rows ->
                rows.stream()
                    .filter(found -> !found.isNull("summary"))
                    .map(
                        found ->
                            new StoredSummary(
                                new EmailId(found.get("email_id", UUID.class)),
                                found.getByteBuffer("summary")))
                    .toList());
  }

  /** CPU work. Empty for a partition of which only references are left. */
  static Optional<MessageRow> decode(AccountId account, EmailId email, Row row) {
    if (row.isNull("summary")) {
      return Optional.empty();
    }
    MessageSummary summary = SummaryCodec.decode(bytes(row, "summary"));
    return Optional.of(
        new MessageRow(account, email, summary, bytes(row, "prefix"), body(email, row)));
  }

  private static StoredBody body(EmailId email, Row row) {
    long size = row.getLong("size_octets");
    UUID blob = row.get("blob_id", UUID.class);
    if (blob != null) {
      return new StoredBody.InBlob(new BlobId(blob), size);
    }
    byte[] octets =
        Compression.decode(
            Objects.requireNonNull(row.getByteBuffer("body")), BodyWriters.MAX_INLINE_OCTETS);
    if (octets.length != size) {
      throw new IllegalStateException(
          "email %s: body of %d octets (expected: %d)".formatted(email, octets.length, size));
    }
    return new StoredBody.Inline(octets);
  }

  private static byte[] bytes(Row row, String column) {
    ByteBuffer value = row.getByteBuffer(column);
    if (value == null) {
      return new byte[0];
    }
    byte[] copy = new byte[value.remaining()];
    value.get(copy);
    return copy;
  }
}
