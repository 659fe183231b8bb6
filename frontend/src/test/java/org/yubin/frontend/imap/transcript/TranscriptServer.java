package org.yubin.frontend.imap.transcript;

import java.net.InetSocketAddress;

/** A server that transcripts are played against, whatever its journal. */
public interface TranscriptServer {
  /** Where it takes plain connections, with plain logins. */
  InetSocketAddress address();

  /** Makes an account with the default mailboxes, all empty. */
  Login newAccount();

  /** Makes an account of this name, or gives the one there is this password. */
  void account(String name, String password);

  /** What to log in with: both are atoms. */
  record Login(String name, String password) {}
}
