package org.yubin.frontend.imap.net;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.memory.ForwardingMailboxes;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.MailboxId;

/** Mailboxes that cannot be opened, by a fault of the program. */
final class FaultyMailboxes extends ForwardingMailboxes {
  FaultyMailboxes(Mailboxes sound) {
    super(sound);
  }

  @Override
  public CompletionStage<Result<Opened>> open(MailboxId mailbox, boolean readOnly) {
    return CompletableFuture.failedFuture(new IllegalStateException("planted"));
  }
}
