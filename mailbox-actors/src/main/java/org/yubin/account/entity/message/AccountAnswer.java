package org.yubin.account.entity.message;

import org.yubin.mailbox.model.Result;

/**
 * An answer of an account's gate, confirmed.
 *
 * @param result its value is an {@code AccountReply} or a {@link TreePage}, as the message asked
 */
public record AccountAnswer(Result<?> result) {}
