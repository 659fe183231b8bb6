package org.yubin.mailbox.model;

import org.yubin.persistence.id.EmailId;

/**
 * What a mailbox knows of one message; nothing heavy.
 *
 * @param saveDateEpochSecond when it came into this mailbox (RFC 8514), seconds since 1970 UTC
 * @param threadId keyed hash of the root reference, never changed
 * @param messageIdHash keyed hash of Message-ID
 */
public record MessageRecord(
    Uid uid,
    ModSeq modSeq,
    Flags flags,
    EmailId emailId,
    long sizeOctets,
    InternalDate internalDate,
    long saveDateEpochSecond,
    long threadId,
    long messageIdHash) {}
