package org.yubin.frontend.imap.command;

import org.yubin.frontend.imap.session.Session;
import org.yubin.mailbox.model.StoreFlags;

/** A modifier of STORE and UID STORE, value and all (RFC 4466 §2.5, {@code store-modifier}). */
@FunctionalInterface
public interface StoreModifier {
  /** The command as the mailbox is to be asked under this modifier. */
  StoreFlags modify(Session session, StoreFlags command);
}
