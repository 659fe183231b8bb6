package org.yubin.frontend.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.MailboxTree;
import org.yubin.account.model.NewMailbox;
import org.yubin.account.model.RestoreAccount;
import org.yubin.account.model.RestoreMailbox;
import org.yubin.account.model.SpecialUse;
import org.yubin.account.model.Subscribe;
import org.yubin.account.model.Unsubscribe;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.EndRestore;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.Uid;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.MailboxId;

/**
 * The steps of a restore at the account and its mailboxes. An id of the backup is taken if nothing
 * lives under it here, or if what lives there is what an earlier, broken restore of the same backup
 * has made: a mailbox of this account with the same UIDVALIDITY that has not gone beyond the
 * backup's HIGHESTMODSEQ. Else a fresh one is.
 */
final class Restoring {
  private final Services services;

  Restoring(Services services) {
    this.services = services;
  }

  /** The account that has begun. */
  record BegunAccount(AccountId account, MailboxId inbox) {}

  /** A mailbox that takes messages from {@code uidNext} on. */
  record BegunMailbox(MailboxId id, Uid uidNext, boolean kept) {
    ObjectNode toJson() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("id", id.toString())
          .put("uidNext", uidNext.value())
          .put("kept", kept);
    }
  }

  /** Begins the account under its own id if that is free, or else anew. */
  CompletionStage<BegunAccount> account(AccountId wanted, RestoreApi.BackedUp inbox) {
    return services
        .accounts()
        .tree(wanted)
        .thenCompose(
            result -> {
              Optional<MailboxTree> tree =
                  result instanceof Result.Ok<MailboxTree> ok
                      ? Optional.of(ok.value()).filter(there -> there.size() > 0)
                      : Optional.empty();
              return tree.isPresent() ? goOn(wanted, tree.get(), inbox) : begin(wanted, inbox);
            });
  }

  /** Begins under a fresh id. */
  CompletionStage<BegunAccount> anew(RestoreApi.BackedUp inbox) {
    return begin(services.ids().newAccountId(), inbox);
  }

  private CompletionStage<BegunAccount> goOn(
      AccountId wanted, MailboxTree tree, RestoreApi.BackedUp inbox) {
    Optional<MailboxId> there = tree.find("INBOX").flatMap(MailboxTree.Entry::id);
    if (there.isEmpty()) {
      return anew(inbox);
    }
    return resumable(wanted, inbox.withId(there.get()))
        .thenCompose(
            next ->
                next.isPresent()
                    ? CompletableFuture.completedStage(new BegunAccount(wanted, there.get()))
                    : anew(inbox));
  }

  private CompletionStage<BegunAccount> begin(AccountId account, RestoreApi.BackedUp inbox) {
    return mailbox(account, inbox)
        .thenCompose(
            begun ->
                execute(account, new RestoreAccount(begun.id(), inbox.uidValidity()))
                    .thenApply(done -> new BegunAccount(account, begun.id())));
  }

  /** Makes the mailbox, under its own id if that is free; it is in no tree yet. */
  CompletionStage<BegunMailbox> mailbox(AccountId account, RestoreApi.BackedUp wanted) {
    return resumable(account, wanted)
        .thenCompose(
            next ->
                next.isPresent()
                    ? CompletableFuture.completedStage(
                        new BegunMailbox(wanted.id(), next.get(), true))
                    : fresh(account, wanted));
  }

  private CompletionStage<BegunMailbox> fresh(AccountId account, RestoreApi.BackedUp wanted) {
    MailboxId id = services.ids().newMailboxId();
    return services
        .mailboxes()
        .execute(id, new Initialise(account, wanted.uidValidity()), cause(account))
        .thenApply(RefusedException::value)
        .thenApply(made -> new BegunMailbox(id, Uid.FIRST, false));
  }

  /** Makes the mailbox or finds it as this backup has left it; then UIDNEXT, to go on there. */
  private CompletionStage<Optional<Uid>> resumable(AccountId account, RestoreApi.BackedUp wanted) {
    return services
        .mailboxes()
        .execute(wanted.id(), new Initialise(account, wanted.uidValidity()), cause(account))
        .thenCompose(
            made ->
                made instanceof Result.Ok<MailboxReply>
                    ? services
                        .mailboxes()
                        .status(wanted.id())
                        .thenApply(RefusedException::value)
                        .thenApply(status -> next(status, wanted))
                    : CompletableFuture.completedStage(Optional.empty()));
  }

  private static Optional<Uid> next(MailboxStatus status, RestoreApi.BackedUp wanted) {
    boolean fresh =
        status.highestModSeq().equals(ModSeq.FIRST) && status.uidNext().equals(Uid.FIRST);
    boolean begun =
        status.highestModSeq().equals(wanted.highest())
            && status.uidNext().compareTo(wanted.uidNext()) <= 0;
    return fresh || begun ? Optional.of(status.uidNext()) : Optional.empty();
  }

  /** The mailbox has all of its messages: it is as it was, and appears under its name. */
  CompletionStage<Void> complete(AccountId account, RestoreApi.BackedUp mailbox, JsonNode body) {
    NewMailbox named =
        new NewMailbox(
            body.path("name").asText(),
            mailbox.id(),
            mailbox.uidValidity(),
            SpecialUse.of(body.path("use").asText()));
    return services
        .mailboxes()
        .execute(mailbox.id(), new EndRestore(mailbox.uidNext(), mailbox.highest()), cause(account))
        .thenApply(RefusedException::value)
        .thenCompose(ended -> execute(account, new RestoreMailbox(named)));
  }

  CompletionStage<Void> subscriptions(AccountId account, JsonNode body) {
    var added = body.path("names").iterator();
    var removed = body.path("removed").iterator();
    return Steps.whileTrue(
        services.scan(),
        () -> {
          if (added.hasNext()) {
            return execute(account, new Subscribe(added.next().asText())).thenApply(done -> true);
          }
          return removed.hasNext()
              ? execute(account, new Unsubscribe(removed.next().asText())).thenApply(done -> true)
              : CompletableFuture.completedStage(false);
        });
  }

  private CompletionStage<Void> execute(AccountId account, AccountCommand command) {
    return services
        .accounts()
        .execute(account, command, cause(account))
        .thenApply(RefusedException::<AccountReply>value)
        .thenApply(done -> null);
  }

  private Cause cause(AccountId account) {
    return Operator.cause(account, "RESTORE", new RequestId(services.ids().next()));
  }
}
