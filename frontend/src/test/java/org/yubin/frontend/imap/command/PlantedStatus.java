package org.yubin.frontend.imap.command;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.yubin.frontend.memory.ForwardingMailboxes;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.MailboxId;

/** Mailboxes whose counters come from elsewhere. */
final class PlantedStatus extends ForwardingMailboxes {
  private final Function<MailboxId, CompletionStage<Result<MailboxStatus>>> counters;

  PlantedStatus(
      Mailboxes sound, Function<MailboxId, CompletionStage<Result<MailboxStatus>>> counters) {
    super(sound);
    this.counters = counters;
  }

  @Override
  public CompletionStage<Result<MailboxStatus>> status(MailboxId mailbox) {
    return counters.apply(mailbox);
  }
}
