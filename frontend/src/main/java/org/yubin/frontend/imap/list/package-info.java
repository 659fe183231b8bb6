/** LIST and its relatives (RFC 3501 §6.3.8, §6.3.9): which names are told. */
@NullMarked
package org.yubin.frontend.imap.list;

import org.jspecify.annotations.NullMarked;
