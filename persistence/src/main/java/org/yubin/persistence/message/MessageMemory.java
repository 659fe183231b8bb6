package org.yubin.persistence.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.SummaryCodec;

/** Rows and summaries lately seen, bounded by octets. They never change, so nothing is dropped. */
final class MessageMemory {
  private record Key(AccountId account, EmailId email) {}

  /**
   * Decoded objects are larger than the octets that they are made of; a rough measure is enough.
   */
  private static final int ENTRY_OCTETS = 1024;

  private static final int HEADER_FACTOR = 3;
  private static final int MAX_ENCODED = 256;

  private final Cache<Key, MessageSummary> summaries;
  private final Cache<Key, MessageRow> rows;

  /** Between the row's write and the fill of the range cache the encoded form is needed again. */
  private final Cache<MessageSummary, ByteBuffer> encoded;

  MessageMemory(long octets, Executor cpu) {
    summaries =
        Caffeine.newBuilder()
            .maximumWeight(octets / 2)
            .weigher((Key key, MessageSummary summary) -> weight(summary))
            .executor(cpu)
            .build();
    rows =
        Caffeine.newBuilder()
            .maximumWeight(octets / 2)
            .weigher((Key key, MessageRow row) -> weight(row))
            .executor(cpu)
            .build();
    encoded = Caffeine.newBuilder().weakKeys().maximumSize(MAX_ENCODED).executor(cpu).build();
  }

  @Nullable MessageSummary summary(AccountId account, EmailId email) {
    return summaries.getIfPresent(new Key(account, email));
  }

  @Nullable MessageRow row(AccountId account, EmailId email) {
    return rows.getIfPresent(new Key(account, email));
  }

  void keep(AccountId account, EmailId email, MessageSummary summary) {
    summaries.put(new Key(account, email), summary);
  }

  void keep(MessageRow row) {
    rows.put(new Key(row.account(), row.email()), row);
    keep(row.account(), row.email(), row.summary());
  }

  /** The stored form; CPU work unless it was asked for a moment ago. */
  ByteBuffer encoded(MessageSummary summary) {
    ByteBuffer form =
        encoded.get(summary, missing -> ByteBuffer.wrap(SummaryCodec.encode(missing)));
    return form.duplicate();
  }

  private static int weight(MessageSummary summary) {
    return ENTRY_OCTETS + HEADER_FACTOR * summary.header().length();
  }

  private static int weight(MessageRow row) {
    int inline =
        row.body() instanceof StoredBody.Inline body ? Math.toIntExact(body.sizeOctets()) : 0;
    return weight(row.summary()) + row.prefix().length + inline;
  }
}
