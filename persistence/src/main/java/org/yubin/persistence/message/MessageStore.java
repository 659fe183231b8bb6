package org.yubin.persistence.message;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;
import org.yubin.persistence.summary.MessageSummary;

/**
 * Message rows and the references that mailboxes hold on them. Nothing here blocks; a stage fails
 * when Cassandra does, and then the caller refuses its command.
 */
public interface MessageStore {
  /**
   * Stores a row and the mailbox's reference to it, before the mailbox's event. A row with an
   * inline body is one mutation; one with a blob first notes that the blob is in use.
   *
   * @param atMicros now, in microseconds since 1970 (UTC)
   * @return fails if the blob has been collected meanwhile
   */
  CompletionStage<Void> put(MessageRow row, MailboxId reference, long atMicros);

  /**
   * Notes that {@code mailbox} will refer to these messages: COPY and MOVE call it before the
   * target's event. Safe to repeat.
   *
   * @return the messages whose content is gone: unless it is empty, the command is refused
   */
  CompletionStage<Set<EmailId>> addReferences(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails);

  /**
   * Notes that {@code mailbox} no longer refers to these messages, after a confirmed expunge. Their
   * content stays for the retention. A message that the mailbox still holds under another UID must
   * not be named.
   */
  CompletionStage<Void> expire(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails, Instant expungedAt);

  /**
   * Summaries of messages of one mailbox, by ranges of its cache table; what is not there comes
   * from the rows and is written back. Messages without a row are absent from the answer.
   *
   * @param wanted in ascending order of UID, about 1,000 at a time
   */
  CompletionStage<Map<EmailId, MessageSummary>> summaries(
      AccountId account, MailboxId mailbox, List<UidEmail> wanted);

  /**
   * Fills the range cache after the event that gave the message its UID. Nobody needs to wait: a
   * failure is counted and costs a slower read later.
   */
  void cache(MailboxId mailbox, long uid, EmailId email, MessageSummary summary);

  /** The whole row, from memory where it is known. */
  CompletionStage<Optional<MessageRow>> row(AccountId account, EmailId email);

  /** The message's octets; empty if there is no such row. */
  CompletionStage<Optional<MessageBody>> body(AccountId account, EmailId email);
}
