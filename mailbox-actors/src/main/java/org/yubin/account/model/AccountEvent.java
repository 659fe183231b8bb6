package org.yubin.account.model;

import java.util.List;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.RequestId;
import org.yubin.persistence.id.MailboxId;

/**
 * What has happened to an account's tree. Written once, read for ever: fields are only ever added.
 * Names are as the tree keeps them.
 */
public sealed interface AccountEvent {
  /** Who did it, and by which request. */
  Cause cause();

  /** The state after it; time, modseq and request memory are {@link AccountState#apply}'s. */
  AccountState applyTo(AccountState state);

  /** The reply to the command that did it. */
  AccountReply reply();

  /** The account begins, with these mailboxes in the making, all subscribed. */
  record AccountInitialised(Cause cause, List<NewMailbox> making) implements AccountEvent {
    public AccountInitialised {
      making = List.copyOf(making);
    }

    @Override
    public AccountState applyTo(AccountState state) {
      AccountState next = state.withInitialised().withSaga(new Saga.Creation(cause, making));
      return next.withTree(
          next.tree().withSubscriptions(making.stream().map(NewMailbox::name).toList()));
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Underway(cause.request());
    }
  }

  /** A mailbox is in the making; its name is taken, but not yet shown. */
  record MailboxCreationBegun(Cause cause, NewMailbox making) implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state.withSaga(new Saga.Creation(cause, List.of(making)));
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Underway(cause.request());
    }
  }

  /** What the saga was making stands in the tree. */
  record MailboxCreated(Cause cause, RequestId saga) implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state.withSagaEnded(saga);
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Done();
    }
  }

  /** A mailbox has left the tree; its name stays without one while others stand below it. */
  record MailboxDeletionBegun(Cause cause, String name, MailboxId id) implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state
          .withTree(state.tree().withoutMailbox(name))
          .withSaga(new Saga.Deletion(cause, id));
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Underway(cause.request());
    }
  }

  /** The mailbox that had left the tree has its tombstone. */
  record MailboxDeleted(Cause cause, RequestId saga) implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state.withSagaEnded(saga);
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Done();
    }
  }

  /** A name without a mailbox, and without names below it, is gone. */
  record NameDeleted(Cause cause, String name) implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state.withTree(state.tree().without(name));
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Done();
    }
  }

  /** A name, and all below it, moved; names above the new one were made where they lacked. */
  record MailboxRenamed(Cause cause, String from, String to) implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state.withTree(state.tree().renamed(from, to));
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Done();
    }
  }

  /** What stands in INBOX is about to move to a mailbox in the making. */
  record InboxRenameBegun(Cause cause, MailboxId inbox, NewMailbox target) implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state.withSaga(new Saga.InboxRename(cause, inbox, target));
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Underway(cause.request());
    }
  }

  /** What stood in INBOX stands in the new mailbox, which is in the tree. */
  record InboxRenamed(Cause cause, RequestId saga) implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state.withSagaEnded(saga);
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Done();
    }
  }

  /** A mailbox refused its part; what was made stays in the tree. */
  record SagaAbandoned(Cause cause, RequestId saga, Refusal why, String detail)
      implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state.withSagaAbandoned(saga, new AccountReply.Abandoned(why, detail));
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Done();
    }
  }

  /** A name was subscribed, or is no longer. */
  record SubscriptionChanged(Cause cause, String name, boolean subscribed) implements AccountEvent {
    @Override
    public AccountState applyTo(AccountState state) {
      return state.withTree(state.tree().withSubscription(name, subscribed));
    }

    @Override
    public AccountReply reply() {
      return new AccountReply.Done();
    }
  }
}
