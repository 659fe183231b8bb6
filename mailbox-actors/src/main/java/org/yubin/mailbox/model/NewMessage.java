package org.yubin.mailbox.model;

import org.yubin.persistence.id.EmailId;

/** A message that shall be appended; its bytes and its message row are already written. */
public record NewMessage(
    EmailId emailId,
    FlagNames flags,
    long sizeOctets,
    InternalDate internalDate,
    long threadId,
    long messageIdHash) {
  public NewMessage {
    MessageLimits.checkSize(sizeOctets);
  }
}
