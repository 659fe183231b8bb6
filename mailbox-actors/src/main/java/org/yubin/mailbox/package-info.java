/** The mailbox: one owner, one log (start at {@code model} and {@code entity}). */
@NullMarked
package org.yubin.mailbox;

import org.jspecify.annotations.NullMarked;
