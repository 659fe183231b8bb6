package org.yubin.persistence.head;

/** Whether the counters of a head can be believed. */
public enum HeadState {
  /** An owner lives, or died without a word: ask the entity. */
  OPEN,
  /** The last owner stopped cleanly: the counters are those of its confirmed state. */
  CLOSED,
  /** The mailbox or account is gone for good; its log holds the tombstone. */
  DELETED
}
