package org.yubin.persistence.id;

import java.util.UUID;

/** The identity of a mailbox; it outlives renaming (RFC 8474 §4). */
public record MailboxId(UUID value) {
  /**
   * Reads {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static MailboxId parse(String text) {
    return new MailboxId(Ids.parseHex(text));
  }

  /**
   * Reads {@link #objectId}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static MailboxId parseObjectId(String text) {
    return new MailboxId(Ids.parseObjectId('m', text));
  }

  /**
   * The OBJECTID {@code MAILBOXID}: {@code m} and 32 hexadecimal digits, which is as safe as RFC
   * 8474 §8.1 asks.
   */
  public String objectId() {
    return Ids.objectId('m', value);
  }

  /** 32 lower case hexadecimal digits. */
  @Override
  public String toString() {
    return Ids.hex(value);
  }
}
