/**
 * Mail in and out of an account of the running node, for the command line: readers of mbox,
 * Maildir, single messages and live IMAP accounts; writers of mbox and Maildir; the backup file.
 * Start at {@link org.yubin.node.transfer.Importer} and {@link org.yubin.node.transfer.MailSource}.
 * All of it talks to the node over its admin API alone, streams, and runs in the thread of the
 * command.
 */
@NullMarked
package org.yubin.node.transfer;

import org.jspecify.annotations.NullMarked;
