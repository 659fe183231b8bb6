/**
 * Model values to Protocol Buffers and back; only here. {@link
 * org.yubin.mailbox.codec.EnvelopeCodec} and {@link org.yubin.mailbox.codec.StoredEvents} write and
 * read the rows of a log, of mailboxes and accounts alike; {@link
 * org.yubin.mailbox.codec.MailboxEventCodec} their bodies; {@link
 * org.yubin.mailbox.codec.EventBatch} decides and encodes what the log persists at once, {@link
 * org.yubin.mailbox.codec.MailboxReplay} reads it back; {@link
 * org.yubin.mailbox.codec.MailboxMessageCodec} is for messages between nodes, {@link
 * org.yubin.mailbox.codec.SnapshotCodec} for snapshots. What cannot be read throws {@link
 * org.yubin.mailbox.codec.MalformedException}.
 */
@NullMarked
package org.yubin.mailbox.codec;

import org.jspecify.annotations.NullMarked;
