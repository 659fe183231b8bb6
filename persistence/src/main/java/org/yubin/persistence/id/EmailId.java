package org.yubin.persistence.id;

import java.util.UUID;

/** A message's identity for its account, kept by COPY and MOVE (RFC 8474 §5.1). */
public record EmailId(UUID value) {
  /**
   * Reads {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static EmailId parse(String text) {
    return new EmailId(Ids.parseHex(text));
  }

  /**
   * Reads {@link #objectId}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static EmailId parseObjectId(String text) {
    return new EmailId(Ids.parseObjectId('e', text));
  }

  /**
   * The OBJECTID {@code EMAILID}: {@code e} and 32 hexadecimal digits, which is as safe as RFC 8474
   * §8.1 asks.
   */
  public String objectId() {
    return Ids.objectId('e', value);
  }

  /** 32 lower case hexadecimal digits. */
  @Override
  public String toString() {
    return Ids.hex(value);
  }
}
