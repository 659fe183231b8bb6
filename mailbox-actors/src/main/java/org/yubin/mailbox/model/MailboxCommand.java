package org.yubin.mailbox.model;

/** What can be asked of a mailbox to change it. Each is one file, with its rules. */
public sealed interface MailboxCommand
    permits Initialise,
        Append,
        AppendCopies,
        StoreFlags,
        Expunge,
        BeginMove,
        CompleteMove,
        AbandonMove,
        Delete {}
