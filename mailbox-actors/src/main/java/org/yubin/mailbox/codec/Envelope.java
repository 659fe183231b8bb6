package org.yubin.mailbox.codec;

import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.EventHash;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.Stamp;

/**
 * One row of a log.
 *
 * @param previous SHA-256 of the row before, {@link EventHash#NONE} for the first
 * @param timeMicros microseconds since 1970 UTC, never behind the row before
 * @param kind of the event, as the codec of the entity numbers it
 * @param part from 0; the octets of all parts, one after the other, are the event
 * @param commit the last part, at which the event takes effect
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // octets on their way; never compared, never changed
public record Envelope(
    Position at,
    EventHash previous,
    ModSeq modSeq,
    long timeMicros,
    Cause cause,
    int kind,
    int part,
    boolean commit,
    byte[] body) {
  public Stamp stamp() {
    return new Stamp(modSeq, timeMicros, cause);
  }
}
