/**
 * The account's tree of mailbox names as a pure model: commands are decided on a state, events
 * change it. No clock, no I/O, no actor. Start at {@link org.yubin.account.model.AccountCommand}
 * and {@link org.yubin.account.model.MailboxTree}. RFC 3501 §5.1 and §6.3.3 to §6.3.9, RFC 6154.
 */
@NullMarked
package org.yubin.account.model;

import org.jspecify.annotations.NullMarked;
