package org.yubin.mailbox.model;

import java.util.List;
import org.yubin.persistence.id.MailboxId;

/** Adds copies of messages of another mailbox (RFC 9051 §6.4.7). */
public record AppendCopies(MailboxId source, List<CopiedMessage> messages)
    implements MailboxCommand {}
