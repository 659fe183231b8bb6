/** Mailboxes end to end, on a real journal. */
@NullMarked
package org.yubin.mailbox.entity;

import org.jspecify.annotations.NullMarked;
