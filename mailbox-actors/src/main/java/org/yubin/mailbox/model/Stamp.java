package org.yubin.mailbox.model;

/**
 * What every event says of itself.
 *
 * @param modSeq HIGHESTMODSEQ of the mailbox after the event
 * @param timeMicros microseconds since 1970 UTC, never behind the event before it
 */
public record Stamp(ModSeq modSeq, long timeMicros, Cause cause) {}
