/**
 * LIST and its relatives (RFC 3501 §6.3.8, §6.3.9; RFC 5258): which names are told, and what of
 * them. Start at {@link org.yubin.frontend.imap.list.ListOptions}, to which extensions add theirs.
 */
@NullMarked
package org.yubin.frontend.imap.list;

import org.jspecify.annotations.NullMarked;
