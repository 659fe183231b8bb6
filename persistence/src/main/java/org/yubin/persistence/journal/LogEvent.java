package org.yubin.persistence.journal;

/**
 * One event as it is stored.
 *
 * @param sequence its number in the log of its epoch, from 1
 * @param manifest the serialiser's manifest, empty if it uses none
 * @param payload the stored octets; the caller does not change them
 */
@SuppressWarnings(
    "ArrayRecordComponent") // octets on their way to a decoder; records of them are never compared
public record LogEvent(long sequence, String manifest, byte[] payload) {}
