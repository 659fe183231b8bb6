/**
 * Who is told of changes: subscribers at the gate, and the subscription that follows a mailbox from
 * another node.
 */
@NullMarked
package org.yubin.mailbox.subscription;

import org.jspecify.annotations.NullMarked;
