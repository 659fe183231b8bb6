package org.yubin.frontend.imap.session;

import org.yubin.persistence.directory.AccountRecord;

/** Who has logged in. */
public record Identity(AccountRecord account) {}
