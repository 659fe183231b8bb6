package org.yubin.mailbox.model;

import org.yubin.persistence.id.AccountId;

/** Whose the mailbox is, and its UIDVALIDITY: fixed when it is made. */
public record Origin(AccountId owner, UidValidity uidValidity) {}
