/**
 * Sessions that work on one mailbox at the same time, none knowing what comes next: {@link
 * org.yubin.frontend.imap.shared.SharedLoad} runs them, {@link
 * org.yubin.frontend.imap.shared.ToldMailbox} follows what one of them is told and checks that it
 * can be (RFC 3501 §5.2, §7.4.1), {@link org.yubin.frontend.imap.shared.CommonTruth} that no two of
 * them are told what cannot both be.
 */
@NullMarked
package org.yubin.frontend.imap.shared;

import org.jspecify.annotations.NullMarked;
