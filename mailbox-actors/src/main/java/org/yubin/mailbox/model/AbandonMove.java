package org.yubin.mailbox.model;

/** Gives a move up. */
public record AbandonMove(RequestId move) implements MailboxCommand {}
