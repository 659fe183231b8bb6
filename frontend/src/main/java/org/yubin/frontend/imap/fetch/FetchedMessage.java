package org.yubin.frontend.imap.fetch;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yubin.mailbox.model.KeywordTable;
import org.yubin.mailbox.model.MessageRecord;
import org.yubin.persistence.message.MessageBody;
import org.yubin.persistence.summary.MessageSummary;

/**
 * One message while its FETCH response is made. Confined to the session's executor.
 *
 * <p>The summary is there if an item's source asked for it; the octets are opened when first asked
 * for, and once.
 */
public final class FetchedMessage {
  private final long seq;
  private final MessageRecord record;
  private final KeywordTable keywords;
  private final boolean recent;
  private final Supplier<CompletionStage<Optional<MessageBody>>> opener;
  private @Nullable MessageSummary summary;
  private @Nullable CompletableFuture<Optional<MessageBody>> body;

  FetchedMessage(
      long seq,
      MessageRecord record,
      KeywordTable keywords,
      boolean recent,
      Supplier<CompletionStage<Optional<MessageBody>>> opener) {
    this.seq = seq;
    this.record = record;
    this.keywords = keywords;
    this.recent = recent;
    this.opener = opener;
  }

  /** Message sequence number. */
  public long seq() {
    return seq;
  }

  public MessageRecord record() {
    return record;
  }

  /** Names the keywords of the record's flags. */
  public KeywordTable keywords() {
    return keywords;
  }

  /** Whether the message is {@code \Recent} to this session. */
  public boolean recent() {
    return recent;
  }

  void summary(MessageSummary found) {
    summary = found;
  }

  /**
   * The summary.
   *
   * @throws IllegalStateException if no item of the command has asked for summaries
   */
  public MessageSummary summary() {
    if (summary == null) {
      throw new IllegalStateException("summary: not asked for by any item's source");
    }
    return summary;
  }

  /** The octets; empty if they are not stored, though the mailbox has the message. */
  public CompletionStage<Optional<MessageBody>> found() {
    CompletableFuture<Optional<MessageBody>> opened = body;
    if (opened == null) {
      opened = opener.get().toCompletableFuture();
      body = opened;
    }
    return opened;
  }

  /** The octets; fails with {@link MissingContentException} if they are not stored. */
  public CompletionStage<MessageBody> body() {
    return found().thenApply(found -> found.orElseThrow(() -> new MissingContentException(record)));
  }
}
