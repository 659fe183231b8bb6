package org.yubin.persistence.content;

/** Opens a {@link BodyWriter} for each message that comes in. */
public interface BodyWriters {
  /** Bodies of at most this many octets stay inline in their message row. */
  int MAX_INLINE_OCTETS = 32 * 1024;

  /**
   * Starts a body.
   *
   * @param shared whether several recipients will refer to the same bytes: then they go into a blob
   *     whatever their size
   */
  BodyWriter open(boolean shared);
}
