package org.yubin.persistence.id;

import java.util.UUID;

/** The identity of an account; it outlives every change of its names and addresses. */
public record AccountId(UUID value) {
  /**
   * Reads {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static AccountId parse(String text) {
    return new AccountId(Ids.parseHex(text));
  }

  /**
   * Reads {@link #objectId}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static AccountId parseObjectId(String text) {
    return new AccountId(Ids.parseObjectId('a', text));
  }

  /**
   * The OBJECTID {@code ACCOUNTID}: {@code a} and 32 hexadecimal digits, which is as safe as RFC
   * 8474 §8.1 asks.
   */
  public String objectId() {
    return Ids.objectId('a', value);
  }

  /** 32 lower case hexadecimal digits. */
  @Override
  public String toString() {
    return Ids.hex(value);
  }
}
