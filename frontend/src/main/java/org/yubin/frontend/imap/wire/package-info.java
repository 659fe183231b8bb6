/**
 * The words of IMAP on the wire: {@link org.yubin.frontend.imap.wire.ImapReader} and {@link
 * org.yubin.frontend.imap.wire.ImapWriter} have one method per grammar rule, named after it (RFC
 * 3501 §9, RFC 9051 §9); {@link org.yubin.frontend.imap.wire.MailboxNames} is every mailbox name on
 * the wire.
 */
@NullMarked
package org.yubin.frontend.imap.wire;

import org.jspecify.annotations.NullMarked;
