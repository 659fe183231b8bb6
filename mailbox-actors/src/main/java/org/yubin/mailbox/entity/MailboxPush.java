package org.yubin.mailbox.entity;

import org.yubin.mailbox.model.Changes;

/** What a subscription tells its listener. */
public sealed interface MailboxPush {
  /** What has changed since the last push; each change is told once, in order. */
  record Changed(Changes changes) implements MailboxPush {}

  /** The mailbox has been deleted; nothing follows (RFC 2180 §3.3). */
  record Gone() implements MailboxPush {}
}
