/**
 * PURE. What a client believes about its selected mailbox: {@link
 * org.yubin.frontend.imap.view.MailboxView} maps message sequence numbers to UIDs and back (RFC
 * 3501 §2.3.1.2), and resolves every {@link org.yubin.frontend.imap.view.MessageSet}.
 */
@NullMarked
package org.yubin.frontend.imap.view;

import org.jspecify.annotations.NullMarked;
