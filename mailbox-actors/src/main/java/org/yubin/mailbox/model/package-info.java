/**
 * The mailbox as a pure model: values, commands that are decided on a state, events that are
 * applied to it, queries that are evaluated on it. Start at {@link
 * org.yubin.mailbox.model.MailboxCommand}. Nothing here knows a clock, a socket, an actor or a
 * store: same input, same decision.
 *
 * <p>RFC 9051 and RFC 3501 (mailboxes, UIDs, flags), RFC 7162 (mod-sequences), RFC 4315 (UIDPLUS),
 * RFC 6851 (MOVE), RFC 8474 (object ids), RFC 8514 (save date).
 */
@NullMarked
package org.yubin.mailbox.model;

import org.jspecify.annotations.NullMarked;
