/** What travels between a mailbox's gate and those who ask it, on one node or between two. */
@NullMarked
package org.yubin.mailbox.entity.message;

import org.jspecify.annotations.NullMarked;
