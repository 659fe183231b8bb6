package org.yubin.persistence.message;

import org.yubin.persistence.content.StoredBody;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.summary.MessageSummary;

/**
 * A message as one account has it: {@code prefix} and then {@code body}, written once.
 *
 * @param summary offsets in it count from the first octet of {@code prefix}
 * @param prefix what was put in front for this recipient (Return-Path, Delivered-To), at most
 *     {@link #MAX_PREFIX_OCTETS}; empty for APPEND. Neither side changes the array
 */
// An array in a record: it is compared nowhere, and wrapping it would copy it for each reader.
@SuppressWarnings("ArrayRecordComponent")
public record MessageRow(
    AccountId account, EmailId email, MessageSummary summary, byte[] prefix, StoredBody body) {
  public static final int MAX_PREFIX_OCTETS = 8 * 1024;

  public MessageRow {
    if (prefix.length > MAX_PREFIX_OCTETS) {
      throw new IllegalArgumentException(
          "prefix: %d octets (expected: <= %d)".formatted(prefix.length, MAX_PREFIX_OCTETS));
    }
  }

  /** The size that IMAP knows as RFC822.SIZE: prefix and body. */
  public long sizeOctets() {
    return prefix.length + body.sizeOctets();
  }
}
