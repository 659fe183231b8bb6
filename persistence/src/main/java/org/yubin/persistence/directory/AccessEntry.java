package org.yubin.persistence.directory;

import java.time.Instant;

/**
 * A line of an account's access log.
 *
 * @param protocol imap, lmtp, admin...
 * @param clientAddress the peer's address as text
 * @param detail the client's ID, a mechanism, a reason; longer than {@link #MAX_DETAIL} is cut
 */
public record AccessEntry(
    Instant at, Kind kind, String protocol, String clientAddress, String detail) {
  public static final int MAX_DETAIL = 256;

  /** What happened. */
  public enum Kind {
    LOGIN,
    REFUSED,
    CREDENTIAL_CHANGED
  }

  public AccessEntry {
    detail = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
  }
}
