package org.yubin.mailbox.entity;

import java.util.List;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.MessageRecord;

/** What a subscription tells its listener. */
public sealed interface MailboxPush {
  /**
   * What has changed since the last push; each change is told once, in order.
   *
   * @param records all of the messages whose flags changed, as they are at {@code changes.to()}, or
   *     none: then they have to be asked for
   */
  record Changed(Changes changes, List<MessageRecord> records) implements MailboxPush {}

  /** The mailbox has been deleted; nothing follows (RFC 2180 §3.3). */
  record Gone() implements MailboxPush {}
}
