package org.yubin.mailbox.model;

import org.yubin.persistence.id.EmailId;

/** A message that shall be copied in; it keeps flags, email id and dates (RFC 9051 §6.4.7). */
public record CopiedMessage(
    Uid sourceUid,
    EmailId emailId,
    FlagNames flags,
    long sizeOctets,
    InternalDate internalDate,
    long threadId,
    long messageIdHash) {
  public CopiedMessage {
    MessageLimits.checkSize(sizeOctets);
  }

  /** The copy of a record of the source, whose keyword table names its flags. */
  public static CopiedMessage of(MessageRecord record, KeywordTable keywords) {
    return new CopiedMessage(
        record.uid(),
        record.emailId(),
        keywords.names(record.flags()),
        record.sizeOctets(),
        record.internalDate(),
        record.threadId(),
        record.messageIdHash());
  }
}
