package org.yubin.mailbox.model;

import org.yubin.persistence.id.AccountId;

/** Makes the mailbox; must come first. */
public record Initialise(AccountId owner, UidValidity uidValidity) implements MailboxCommand {}
