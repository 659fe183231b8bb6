package org.yubin.frontend.imap.session;

/** Whether messages may leave the client's view at the end of a command. */
public enum ExpungePolicy {
  /** EXPUNGE may be told. */
  MAY_TELL,
  /** FETCH, STORE, SEARCH by sequence numbers: it is held back (RFC 3501 §7.4.1). */
  HELD
}
