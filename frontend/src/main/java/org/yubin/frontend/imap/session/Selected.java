package org.yubin.frontend.imap.session;

import org.yubin.frontend.imap.view.MailboxView;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;

/**
 * The selected mailbox.
 *
 * @param name as it was when it was selected; a RENAME does not change what is selected
 */
public record Selected(
    MailboxId id, String name, boolean readOnly, UidValidity uidValidity, MailboxView view) {}
