package org.yubin.mailbox.model;

/** Deletes the mailbox. */
public record Delete() implements MailboxCommand {}
