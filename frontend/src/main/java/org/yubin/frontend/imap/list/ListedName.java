package org.yubin.frontend.imap.list;

import java.util.Optional;
import org.yubin.account.model.MailboxTree;
import org.yubin.account.model.SpecialUse;
import org.yubin.persistence.id.MailboxId;

/**
 * A name that LIST may tell, and what is known of it.
 *
 * @param id the mailbox; empty for a level that only holds others, and for a name that is merely
 *     subscribed
 */
public record ListedName(
    String name,
    Optional<MailboxId> id,
    Optional<SpecialUse> use,
    boolean subscribed,
    boolean hasChildren) {
  static ListedName of(MailboxTree.Entry entry, MailboxTree tree) {
    return new ListedName(
        entry.name(), entry.id(), entry.use(), entry.subscribed(), tree.hasChildren(entry.name()));
  }

  /** A name that the tree does not have. */
  static ListedName absent(String name, MailboxTree tree) {
    return new ListedName(
        name,
        Optional.empty(),
        Optional.empty(),
        tree.subscriptions().contains(name),
        tree.hasChildren(name));
  }

  /** Whether it names a mailbox. */
  public boolean selectable() {
    return id.isPresent();
  }
}
