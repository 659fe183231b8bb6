package org.yubin.account.model;

import java.util.List;
import org.yubin.account.model.AccountEvent.InboxRenamed;
import org.yubin.account.model.AccountEvent.MailboxCreated;
import org.yubin.account.model.AccountEvent.MailboxDeleted;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.RequestId;
import org.yubin.persistence.id.MailboxId;

/**
 * A change that spans the account and mailboxes: begun in the account's log, carried out at the
 * mailboxes, closed in the account's log. It is known by the request id of the command that began
 * it. Each step may be repeated without harm, so whoever finds one open carries it on.
 */
public sealed interface Saga {
  /** Who began it, and by which request. */
  Cause cause();

  /** The mailboxes that it makes, whose names are taken while it is open. */
  List<NewMailbox> making();

  /** What stands in the tree even if a mailbox refuses its part: messages may be in it. */
  default List<NewMailbox> keptWhenAbandoned() {
    return List.of();
  }

  /** What its beginner is told when it has ended well. */
  AccountReply reply();

  /** The event that ends it well. */
  AccountEvent closing(Cause closer);

  /** The request id that names it. */
  default RequestId request() {
    return cause().request();
  }

  /** Mailboxes are initialised, then appear in the tree. */
  record Creation(Cause cause, List<NewMailbox> making) implements Saga {
    public Creation {
      making = List.copyOf(making);
    }

    @Override
    public AccountReply reply() {
      return making.size() == 1 ? making.get(0).created() : new AccountReply.Done();
    }

    @Override
    public AccountEvent closing(Cause closer) {
      return new MailboxCreated(closer, request());
    }
  }

  /** A mailbox that has left the tree gets its tombstone. */
  record Deletion(Cause cause, MailboxId id) implements Saga {
    @Override
    public List<NewMailbox> making() {
      return List.of();
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Done();
    }

    @Override
    public AccountEvent closing(Cause closer) {
      return new MailboxDeleted(closer, request());
    }
  }

  /** {@code target} is made, then what stands in INBOX is moved there (RFC 3501 §6.3.5). */
  record InboxRename(Cause cause, MailboxId inbox, NewMailbox target) implements Saga {
    @Override
    public List<NewMailbox> making() {
      return List.of(target);
    }

    @Override
    public List<NewMailbox> keptWhenAbandoned() {
      return making();
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Done();
    }

    @Override
    public AccountEvent closing(Cause closer) {
      return new InboxRenamed(closer, request());
    }
  }
}
