package org.yubin.node;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.collect.ReferenceCheck;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/** Asks mailboxes for the collector, page by page, in their confirmed state. */
record HeldEmails(Mailboxes mailboxes) implements ReferenceCheck {
  @Override
  public CompletionStage<Set<EmailId>> holds(
      AccountId account, MailboxId mailbox, Collection<EmailId> emails) {
    Set<EmailId> held = new HashSet<>();
    return mailboxes
        .open(mailbox, true)
        .thenCompose(
            opened -> {
              if (opened instanceof Result.Ok<Opened> ok) {
                return read(mailbox, ok.value().uids(), Set.copyOf(emails), held);
              }
              return refused((Result.Refused<Opened>) opened, held);
            });
  }

  private CompletionStage<Set<EmailId>> read(
      MailboxId mailbox, UidSet rest, Set<EmailId> wanted, Set<EmailId> held) {
    if (rest.isEmpty()) {
      return CompletableFuture.completedFuture(held);
    }
    return mailboxes
        .records(mailbox, rest)
        .thenCompose(
            page -> {
              if (page instanceof Result.Ok<RecordPage> ok) {
                ok.value().records().stream()
                    .map(record -> record.emailId())
                    .filter(wanted::contains)
                    .forEach(held::add);
                return read(mailbox, ok.value().rest(), wanted, held);
              }
              return refused((Result.Refused<RecordPage>) page, held);
            });
  }

  /** A mailbox that is gone holds nothing; one that cannot tell now must not look empty. */
  private static CompletionStage<Set<EmailId>> refused(
      Result.Refused<?> refused, Set<EmailId> held) {
    return refused.why() == Refusal.NONEXISTENT
        ? CompletableFuture.completedFuture(held)
        : CompletableFuture.failedFuture(
            new IllegalStateException("mailbox: " + refused.why() + " " + refused.detail()));
  }
}
