package org.yubin.frontend.imap.session;

/**
 * What a client has switched on for its connection, by ENABLE (RFC 5161) or by a command that says
 * as much. The doors ask for it; nothing switches it off again.
 */
public enum Feature {
  /** FETCH responses that nobody asked for show UID and MODSEQ (RFC 7162 §3.1, §3.2.4). */
  CONDSTORE,
  /** VANISHED instead of EXPUNGE (RFC 7162 §3.2.3). */
  QRESYNC
}
