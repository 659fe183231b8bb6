package org.yubin.persistence.head;

/** What came of a try to take the next epoch. */
public sealed interface TakeResult {
  /** The epoch is the caller's, and the head that it had read was the truth when it took it. */
  record Applied(Claim claim) implements TakeResult {}

  /** Somebody else changed the head after it was read: read again. */
  record NotApplied() implements TakeResult {}
}
