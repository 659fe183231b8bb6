package org.yubin.torture.history;

/** What a client knows of its command. */
public enum Outcome {
  /** It was done. */
  OK,
  /** It was refused, and has changed nothing. */
  NO,
  /** Not answered, or {@code NO [UNAVAILABLE]}, or 4xx: it has happened whole, or not at all. */
  UNKNOWN
}
