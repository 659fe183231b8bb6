package org.yubin.mailbox.model;

import org.yubin.persistence.id.EmailId;

/** A message as an event records its arrival; its keywords are numbers of the mailbox's table. */
public record ArrivedMessage(
    EmailId emailId,
    Flags flags,
    long sizeOctets,
    InternalDate internalDate,
    long threadId,
    long messageIdHash) {
  public ArrivedMessage {
    MessageLimits.checkSize(sizeOctets);
  }
}
