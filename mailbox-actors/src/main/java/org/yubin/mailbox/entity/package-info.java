/**
 * The mailbox as an actor: its port {@link org.yubin.mailbox.entity.Mailboxes}, and what a gate
 * says to its callers. The owner, its fence and its log are those of {@code org.yubin.entity}.
 */
@NullMarked
package org.yubin.mailbox.entity;

import org.jspecify.annotations.NullMarked;
