package org.yubin.mailbox.model;

import org.yubin.persistence.id.MailboxId;

/**
 * A move that has begun and not ended; its messages take no other change. A new owner resumes it.
 *
 * @param cause of the move; its request id is the move's
 */
public record OpenMove(Cause cause, UidSet uids, MailboxId target) {
  public RequestId move() {
    return cause.request();
  }
}
