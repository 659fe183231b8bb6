package org.yubin.mailbox.model;

/** Whom a change of flags concerns. */
public enum Audience {
  /** Everyone who sees the mailbox. */
  ALL
}
