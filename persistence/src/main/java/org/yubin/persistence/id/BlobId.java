package org.yubin.persistence.id;

import java.util.UUID;

/** The key of stored bytes. Never told to clients, never a hash. */
public record BlobId(UUID value) {
  /**
   * Reads {@link #toString}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static BlobId parse(String text) {
    return new BlobId(Ids.parseHex(text));
  }

  /** 32 lower case hexadecimal digits. */
  @Override
  public String toString() {
    return Ids.hex(value);
  }
}
