package org.yubin.mailbox.entity.message;

import org.yubin.mailbox.model.Result;

/**
 * An answer of a gate, confirmed.
 *
 * @param result its value is what the message says: a reply, a page, a set…
 */
public record MailboxAnswer(Result<?> result) {}
