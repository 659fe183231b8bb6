package org.yubin.frontend.memory;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.yubin.mailbox.entity.MailboxPush;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.entity.Subscription;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.MailboxId;

/** Mailboxes that do what others do: for a test that wants something of it to go wrong. */
public class ForwardingMailboxes implements Mailboxes {
  private final Mailboxes sound;

  public ForwardingMailboxes(Mailboxes sound) {
    this.sound = sound;
  }

  @Override
  public CompletionStage<Result<MailboxStatus>> status(MailboxId mailbox) {
    return sound.status(mailbox);
  }

  @Override
  public CompletionStage<Result<MailboxReply>> execute(
      MailboxId mailbox, MailboxCommand command, Cause cause) {
    return sound.execute(mailbox, command, cause);
  }

  @Override
  public CompletionStage<Result<Opened>> open(MailboxId mailbox, boolean readOnly) {
    return sound.open(mailbox, readOnly);
  }

  @Override
  public CompletionStage<Result<RecordPage>> records(MailboxId mailbox, UidSet uids) {
    return sound.records(mailbox, uids);
  }

  @Override
  public CompletionStage<Result<Changes>> changesSince(MailboxId mailbox, ModSeq from) {
    return sound.changesSince(mailbox, from);
  }

  @Override
  public CompletionStage<Result<UidSet>> query(MailboxId mailbox, MailboxQuery query) {
    return sound.query(mailbox, query);
  }

  @Override
  public CompletionStage<Result<MailboxReply>> move(
      MailboxId source, UidSet uids, MailboxId target, Cause cause) {
    return sound.move(source, uids, target, cause);
  }

  @Override
  public Subscription subscribe(
      MailboxId mailbox, ModSeq from, boolean readOnly, Consumer<MailboxPush> listener) {
    return sound.subscribe(mailbox, from, readOnly, listener);
  }
}
