package org.yubin.mailbox.model;

import org.yubin.persistence.id.MailboxId;

/** Holds messages for a move. */
public record BeginMove(UidSet uids, MailboxId target) implements MailboxCommand {}
