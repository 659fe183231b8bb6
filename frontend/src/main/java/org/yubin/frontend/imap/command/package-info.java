/**
 * One file a command or extension (RFC 3501 §6). A command is a record: its grammar above its
 * parser, one {@code run}. {@link org.yubin.frontend.imap.command.Extensions} lists them all, and
 * CAPABILITY is computed from the list.
 */
@NullMarked
package org.yubin.frontend.imap.command;

import org.jspecify.annotations.NullMarked;
