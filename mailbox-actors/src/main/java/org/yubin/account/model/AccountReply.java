package org.yubin.account.model;

import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;

/**
 * What a command on an account came to. A retry under the same request id gets an equal reply.
 *
 * <p>{@link Underway} and {@link Abandoned} stay between the model and its owner: callers of the
 * port see how the saga ended, and a refusal as a refusal.
 */
public sealed interface AccountReply {
  /** Done, and there is nothing more to say. */
  record Done() implements AccountReply {}

  /** A mailbox exists and takes messages; {@code id} is its MAILBOXID (RFC 8474 §4.1). */
  record Created(MailboxId id, UidValidity uidValidity) implements AccountReply {}

  /** Begun; done when this saga is closed. */
  record Underway(RequestId saga) implements AccountReply {}

  /** Begun, and refused by a mailbox. */
  record Abandoned(Refusal why, String detail) implements AccountReply {}
}
