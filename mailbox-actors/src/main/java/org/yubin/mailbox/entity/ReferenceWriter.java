package org.yubin.mailbox.entity;

import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * Writes the references that keep content alive; they must exist before the event that needs them.
 */
@FunctionalInterface
public interface ReferenceWriter {
  /** Completes when all are durable; repeating is harmless. */
  CompletionStage<Void> addReferences(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails);
}
