package org.yubin.mailbox.model;

/** The counters of STATUS (RFC 9051 §6.3.11); {@code sizeOctets} as RFC 8438 has it. */
public record MailboxStatus(
    long messages,
    long unseen,
    long deleted,
    long recent,
    Uid uidNext,
    UidValidity uidValidity,
    ModSeq highestModSeq,
    long sizeOctets) {
  public MailboxStatus withRecent(long count) {
    return new MailboxStatus(
        messages, unseen, deleted, count, uidNext, uidValidity, highestModSeq, sizeOctets);
  }
}
