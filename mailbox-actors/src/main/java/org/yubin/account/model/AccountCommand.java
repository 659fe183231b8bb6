package org.yubin.account.model;

import org.yubin.mailbox.model.Cause;

/**
 * What can be asked of an account. Names are as the client gave them, decoded to Unicode; {@link
 * MailboxNameRules} says what becomes of them. Until {@link Initialise} every other command is
 * refused as {@code NONEXISTENT}.
 */
public sealed interface AccountCommand
    permits Initialise,
        CreateMailbox,
        DeleteMailbox,
        RenameMailbox,
        Subscribe,
        Unsubscribe,
        RestoreAccount,
        RestoreMailbox,
        CloseSaga,
        AbandonSaga {
  /**
   * What the command comes to on this state; it changes nothing itself. Call {@link
   * AccountState#decide}, which answers retries.
   */
  AccountDecision decide(AccountState state, Cause cause, Supplies supplies);
}
