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
}
