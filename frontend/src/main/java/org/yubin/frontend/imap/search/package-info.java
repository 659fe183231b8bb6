/**
 * What SEARCH asks for (RFC 3501 §6.4.4): {@link org.yubin.frontend.imap.search.SearchKeys} reads
 * the keys, {@link org.yubin.frontend.imap.search.SearchKey} is one of them, {@link
 * org.yubin.frontend.imap.search.SearchScope} knows where answers come from: the mailbox, message
 * summaries, and the messages themselves, in this order.
 */
@NullMarked
package org.yubin.frontend.imap.search;

import org.jspecify.annotations.NullMarked;
