package org.yubin.mailbox.model;

/** Ends a move: its messages stand in the target, and go here. */
public record CompleteMove(RequestId move, MailboxReply.Copied copied) implements MailboxCommand {}
