package org.yubin.account.model;

import java.util.Locale;
import java.util.Optional;

/** What a mailbox is meant for (RFC 6154 §2, RFC 8457 §4); at most one use per mailbox. */
public enum SpecialUse {
  /** Virtual: every message of the account. Never given to a mailbox here. */
  ALL("\\All"),
  ARCHIVE("\\Archive"),
  DRAFTS("\\Drafts"),
  /** Virtual: every flagged message of the account. Never given to a mailbox here. */
  FLAGGED("\\Flagged"),
  IMPORTANT("\\Important"),
  JUNK("\\Junk"),
  SENT("\\Sent"),
  TRASH("\\Trash");

  private final String attribute;

  SpecialUse(String attribute) {
    this.attribute = attribute;
  }

  /** The mailbox attribute as LIST shows it, such as {@code \Sent}. */
  public String attribute() {
    return attribute;
  }

  /** Whether a mailbox that stores messages may have this use. */
  public boolean isStored() {
    return this != ALL && this != FLAGGED;
  }

  /** The use that {@code attribute} names, whatever its case; empty when it names none. */
  public static Optional<SpecialUse> of(String attribute) {
    String wanted = attribute.toLowerCase(Locale.ROOT);
    for (SpecialUse use : values()) {
      if (use.attribute.toLowerCase(Locale.ROOT).equals(wanted)) {
        return Optional.of(use);
      }
    }
    return Optional.empty();
  }
}
