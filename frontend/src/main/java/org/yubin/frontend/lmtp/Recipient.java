package org.yubin.frontend.lmtp;

import java.util.List;
import java.util.Optional;
import org.yubin.persistence.id.AccountId;

/**
 * A recipient that was accepted.
 *
 * @param address of RCPT as it is written, for Delivered-To
 * @param detail name of the mailbox wanted, if there is such a one
 * @param accounts whose mail it is: several for an alias
 */
record Recipient(String address, Optional<String> detail, List<AccountId> accounts) {}
