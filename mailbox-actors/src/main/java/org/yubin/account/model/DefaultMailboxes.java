package org.yubin.account.model;

import java.util.List;
import java.util.Optional;

/** The mailboxes that every account begins with, all subscribed. */
public final class DefaultMailboxes {
  /** A name and its special use; INBOX has none (RFC 6154 §2). */
  public record Default(String name, Optional<SpecialUse> use) {}

  /** INBOX first. */
  public static final List<Default> LIST =
      List.of(
          new Default(MailboxNameRules.INBOX, Optional.empty()),
          new Default("Drafts", Optional.of(SpecialUse.DRAFTS)),
          new Default("Sent", Optional.of(SpecialUse.SENT)),
          new Default("Trash", Optional.of(SpecialUse.TRASH)),
          new Default("Junk", Optional.of(SpecialUse.JUNK)),
          new Default("Archive", Optional.of(SpecialUse.ARCHIVE)));

  private DefaultMailboxes() {}
}
