package org.yubin.mailbox.model;

/**
 * Where the log of a state ends.
 *
 * @param at the last event in it
 * @param timeMicros the time of that event
 * @param hash of that event as it is stored: what the next one names as previous
 */
public record LogTip(Position at, long timeMicros, EventHash hash) {
  /** Before the first event. */
  public static final LogTip START = new LogTip(Position.START, 0, EventHash.NONE);
}
