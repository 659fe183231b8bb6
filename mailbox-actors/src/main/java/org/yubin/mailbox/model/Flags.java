package org.yubin.mailbox.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * The flags of a message as they are stored.
 *
 * @param systemBits the bits of {@link SystemFlag#bit()}
 * @param keywords numbers of the mailbox's {@link KeywordTable}
 */
public record Flags(int systemBits, KeywordSet keywords) {
  /** All bits that a system flag has. */
  public static final int ALL_SYSTEM_BITS = 31;

  public static final Flags NONE = new Flags(0, KeywordSet.EMPTY);

  public Flags {
    if ((systemBits & ~ALL_SYSTEM_BITS) != 0) {
      throw new IllegalArgumentException("system bits: " + systemBits + " (expected: 0 to 31)");
    }
  }

  public static Flags of(SystemFlag... flags) {
    int bits = 0;
    for (SystemFlag flag : flags) {
      bits |= flag.bit();
    }
    return new Flags(bits, KeywordSet.EMPTY);
  }

  public boolean has(SystemFlag flag) {
    return (systemBits & flag.bit()) != 0;
  }

  public Flags with(SystemFlag flag) {
    return new Flags(systemBits | flag.bit(), keywords);
  }

  public Flags without(SystemFlag flag) {
    return new Flags(systemBits & ~flag.bit(), keywords);
  }

  public Flags withKeyword(int number) {
    return new Flags(systemBits, keywords.with(number));
  }

  public Flags or(Flags other) {
    return new Flags(systemBits | other.systemBits, keywords.or(other.keywords));
  }

  public Flags andNot(Flags other) {
    return new Flags(systemBits & ~other.systemBits, keywords.andNot(other.keywords));
  }

  /** The system flags that are set. */
  public Set<SystemFlag> system() {
    EnumSet<SystemFlag> set = EnumSet.noneOf(SystemFlag.class);
    for (SystemFlag flag : SystemFlag.values()) {
      if (has(flag)) {
        set.add(flag);
      }
    }
    return set;
  }
}
