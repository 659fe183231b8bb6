package org.yubin.mailbox.model;

import java.util.Optional;

/** STORE on one mailbox. */
public record StoreFlags(UidSet uids, FlagChange change, Optional<ModSeq> unchangedSince)
    implements MailboxCommand {}
