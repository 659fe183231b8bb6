package org.yubin.persistence.head;

/**
 * What STATUS and LIST-STATUS tell of a mailbox that sleeps (RFC 9051 §6.3.11, RFC 7162 §3.1.4, RFC
 * 8438). Zero everywhere for accounts.
 *
 * @param messages number of messages
 * @param unseen messages without \Seen, as its owner sees them
 * @param deleted messages with \Deleted
 * @param sizeOctets sum of the sizes of all messages
 * @param uidNext unsigned 32 bits
 * @param uidValidity unsigned 32 bits, 0 for none
 * @param highestModSeq RFC 7162 §3.1.2.1
 * @param recentFrom watermark: messages of this UID and above have been told \Recent to nobody (RFC
 *     3501 §2.3.2)
 */
public record Counters(
    long messages,
    long unseen,
    long deleted,
    long sizeOctets,
    long uidNext,
    long uidValidity,
    long highestModSeq,
    long recentFrom) {
  public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 0, 0);
}
