package org.yubin.mailbox.model;

/**
 * A message that shall come into a mailbox under a UID that it had before.
 *
 * @param modSeq the mod-sequence it had; {@link ModSeq#ZERO}: that of its arrival here
 * @param saveDateEpochSecond when it came into the mailbox that is restored (RFC 8514), seconds
 *     since 1970 UTC
 */
public record RestoredMessage(
    Uid uid, ModSeq modSeq, long saveDateEpochSecond, NewMessage message) {}
