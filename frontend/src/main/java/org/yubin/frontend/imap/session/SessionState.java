package org.yubin.frontend.imap.session;

import java.util.Set;

/** The states of a connection (RFC 3501 §3). */
public enum SessionState {
  NOT_AUTHENTICATED,
  AUTHENTICATED,
  SELECTED,
  LOGOUT;

  /** Every state in which commands are taken. */
  public static final Set<SessionState> ANY = Set.of(NOT_AUTHENTICATED, AUTHENTICATED, SELECTED);

  /** With an identity, with or without a mailbox. */
  public static final Set<SessionState> LOGGED_IN = Set.of(AUTHENTICATED, SELECTED);

  /** With a mailbox. */
  public static final Set<SessionState> ONLY_SELECTED = Set.of(SELECTED);

  /** For people. */
  String words() {
    return switch (this) {
      case NOT_AUTHENTICATED -> "not logged in";
      case AUTHENTICATED -> "no mailbox is selected";
      case SELECTED -> "a mailbox is selected";
      case LOGOUT -> "logged out";
    };
  }
}
