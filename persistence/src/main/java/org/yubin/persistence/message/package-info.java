/**
 * Message rows: what is known of a message (its summary), where its body is, and which mailboxes
 * refer to it; and the range cache that answers FETCH of many summaries in few statements.
 *
 * <p>Start at {@link org.yubin.persistence.message.MessageStore}. Order of a write: bytes, message
 * row, then the mailbox's event; a crash in between leaves rows that {@code collect} finds.
 */
@NullMarked
package org.yubin.persistence.message;

import org.jspecify.annotations.NullMarked;
