package org.yubin.mailbox.model;

import java.util.Optional;

/** Expunges those with \\Deleted among the given, or among all. */
public record Expunge(Optional<UidSet> uids) implements MailboxCommand {}
