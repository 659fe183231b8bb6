/**
 * One IMAP session: {@link org.yubin.frontend.imap.session.Session} is what commands see of it,
 * {@link org.yubin.frontend.imap.session.Dispatcher} runs them one at a time and writes every
 * tagged answer, {@link org.yubin.frontend.imap.session.Updates} is the only one to tell of changes
 * in the selected mailbox (RFC 3501 §3, §5.2, §7.4.1). {@link
 * org.yubin.frontend.imap.session.Confinement} is the thread that all this runs on.
 */
@NullMarked
package org.yubin.frontend.imap.session;

import org.jspecify.annotations.NullMarked;
