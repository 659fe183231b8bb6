package org.yubin.persistence.id;

import java.security.SecureRandom;
import java.util.UUID;

/** Text form of 128-bit ids, and the source of new ones. */
public final class Ids {
  private static final int HEX_DIGITS = 32;

  private Ids() {}

  /** Ids from the system's cryptographic random source. Thread safe. */
  public static IdSource secure() {
    SecureRandom random = new SecureRandom();
    return () -> new UUID(random.nextLong(), random.nextLong());
  }

  /** 32 lower case hexadecimal digits. */
  static String hex(UUID value) {
    return digits(value.getMostSignificantBits()) + digits(value.getLeastSignificantBits());
  }

  /**
   * Reads {@link #hex}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static UUID parseHex(String text) {
    if (text.length() != HEX_DIGITS || !text.chars().allMatch(Ids::isLowerHex)) {
      throw new IllegalArgumentException(
          "id: " + text + " (expected: 32 lower case hexadecimal digits)");
    }
    return new UUID(
        Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
  }

  /** {@link #hex} behind a letter, as an OBJECTID. */
  static String objectId(char letter, UUID value) {
    return letter + hex(value);
  }

  /**
   * Reads {@link #objectId}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static UUID parseObjectId(char letter, String text) {
    if (text.isEmpty() || text.charAt(0) != letter) {
      throw new IllegalArgumentException(
          "object id: " + text + " (expected: " + letter + " and 32 hexadecimal digits)");
    }
    return parseHex(text.substring(1));
  }

  private static String digits(long bits) {
    String hex = Long.toHexString(bits);
    return "0".repeat(16 - hex.length()) + hex;
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
