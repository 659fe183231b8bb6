package org.yubin.persistence.collect;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/** What the mailboxes say that they hold. Implemented above, over the mailbox entities. */
@FunctionalInterface
public interface ReferenceCheck {
  /**
   * Those of {@code emails} that the mailbox holds in its confirmed state.
   *
   * @param emails at most 1,000
   * @return fails when the mailbox cannot tell now, and then nothing is collected; a mailbox that
   *     was deleted or never made holds nothing
   */
  CompletionStage<Set<EmailId>> holds(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails);
}
