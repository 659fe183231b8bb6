package org.yubin.frontend.auth;

import org.yubin.persistence.directory.AccountRecord;

/** What became of a login. */
public sealed interface AuthResult {
  /** The client is who it says. */
  record Granted(AccountRecord account) implements AuthResult {}

  /** It is not, or the account is disabled or unknown; clients are not told which. */
  record Denied() implements AuthResult {}

  /** Nobody can tell now: the directory does not answer, or there are too many tries. */
  record Unavailable() implements AuthResult {}
}
