package org.yubin.frontend.imap.fetch;

import org.yubin.mailbox.model.MessageRecord;

/** A mailbox has a message whose row is not stored: data was lost behind the server's back. */
public final class MissingContentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingContentException(MessageRecord record) {
    super("message row of UID " + record.uid().value() + ", " + record.emailId() + ": not stored");
  }
}
