package org.yubin.account.codec;

import org.yubin.account.model.AccountState;
import org.yubin.mailbox.model.LogTip;

/**
 * An account and where its log ends.
 *
 * @param tip what the next event must follow
 */
public record LoggedAccount(AccountState state, LogTip tip) {
  /** Before the first event. */
  public static final LoggedAccount EMPTY = new LoggedAccount(AccountState.EMPTY, LogTip.START);
}
