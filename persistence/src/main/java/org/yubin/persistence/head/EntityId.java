package org.yubin.persistence.head;

import java.util.UUID;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.MailboxId;

/** The key of an entity's head, snapshots and logs. */
public record EntityId(EntityKind kind, UUID id) {
  public static EntityId of(MailboxId mailbox) {
    return new EntityId(EntityKind.MAILBOX, mailbox.value());
  }

  public static EntityId of(AccountId account) {
    return new EntityId(EntityKind.ACCOUNT, account.value());
  }

  /**
   * The persistence id of the log of one epoch: {@code mailbox|<32 hexadecimal digits>|<epoch>}.
   */
  public String persistenceId(long epoch) {
    return this + "|" + epoch;
  }

  /** {@code mailbox|<32 hexadecimal digits>}, for logs and messages. */
  @Override
  public String toString() {
    return kind.word()
        + "|"
        + switch (kind) {
          case MAILBOX -> new MailboxId(id).toString();
          case ACCOUNT -> new AccountId(id).toString();
        };
  }
}
