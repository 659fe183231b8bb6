package org.yubin.mailbox.model;

/** Why something was not done; a protocol turns each into a response code (RFC 5530 for IMAP). */
public enum Refusal {
  /** There is no such mailbox, account or message. */
  NONEXISTENT,
  ALREADY_EXISTS,
  OVER_QUOTA,
  /**
   * Not now: the owner is moving or the store does not answer; whether it was done is not known.
   */
  UNAVAILABLE,
  /** Not with this mailbox, whoever asks. */
  CANNOT,
  /** A bound would be passed. */
  LIMIT,
  /** Another operation holds it. */
  IN_USE,
  HAS_CHILDREN,
  /** The bytes of the message are gone or condemned. */
  CONTENT_MISSING,
  /** The target mailbox does not exist but may be created (RFC 9051 §7.1, TRYCREATE). */
  TRY_CREATE,
  /** The asker lacks the right. */
  NO_PERMISSION,
  /** A fault of the program, which its log tells of; nothing was done. */
  FAULT
}
