package org.yubin.mailbox.entity;

import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * Hears of messages that a mailbox no longer holds, once that is confirmed, so that their
 * references may expire.
 */
@FunctionalInterface
public interface ExpungeListener {
  /**
   * Emails of which the mailbox has no message any more; may be told again, and may be missed in a
   * crash.
   */
  CompletionStage<Void> expunged(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails, Instant at);
}
