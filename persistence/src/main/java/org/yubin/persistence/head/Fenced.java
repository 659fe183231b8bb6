package org.yubin.persistence.head;

/** What came of a change that only the owner may make. */
public enum Fenced {
  /** The change is there, and the epoch was the caller's when it was made. */
  APPLIED,
  /**
   * A newer epoch has been taken: nothing was changed; the caller stops without answering anybody.
   */
  SUPERSEDED
}
