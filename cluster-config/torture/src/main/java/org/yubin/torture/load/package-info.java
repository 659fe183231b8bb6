/**
 * Clients over real sockets, each a thread: they change and watch a few shared mailboxes, and write
 * down what they asked and were told. Start at {@link org.yubin.torture.load.Load}.
 */
@NullMarked
package org.yubin.torture.load;

import org.jspecify.annotations.NullMarked;
