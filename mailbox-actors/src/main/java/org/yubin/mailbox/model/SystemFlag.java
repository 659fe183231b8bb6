package org.yubin.mailbox.model;

import java.util.Optional;

/**
 * The system flags that are stored (RFC 9051 §2.3.2); \Recent is the session's affair and no part
 * of the state.
 */
public enum SystemFlag {
  ANSWERED("\\Answered", 1),
  FLAGGED("\\Flagged", 2),
  DELETED("\\Deleted", 4),
  SEEN("\\Seen", 8),
  DRAFT("\\Draft", 16);

  private final String wireName;
  private final int bit;

  SystemFlag(String wireName, int bit) {
    this.wireName = wireName;
    this.bit = bit;
  }

  /** As it stands on the wire, with its backslash. */
  public String wireName() {
    return wireName;
  }

  /** Its bit in {@link Flags#systemBits()}; stored, never to be changed. */
  public int bit() {
    return bit;
  }

  /** Finds a flag by its wire name, in any case. */
  public static Optional<SystemFlag> find(String wireName) {
    for (SystemFlag flag : values()) {
      if (flag.wireName.equalsIgnoreCase(wireName)) {
        return Optional.of(flag);
      }
    }
    return Optional.empty();
  }
}
