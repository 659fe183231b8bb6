package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.account.model.CreateMailbox;
import org.yubin.account.model.DeleteMailbox;
import org.yubin.account.model.MailboxNameRules;
import org.yubin.account.model.MailboxTree;
import org.yubin.account.model.RenameMailbox;
import org.yubin.account.model.Subscribe;
import org.yubin.account.model.Unsubscribe;
import org.yubin.frontend.imap.session.Selected;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.Result;

/**
 * CREATE, DELETE, RENAME, SUBSCRIBE and UNSUBSCRIBE (RFC 3501 §6.3.3 to §6.3.7): the account
 * decides; what it refuses is told with the codes of RFC 5530.
 */
final class Tree implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.empty();
  }

  @Override
  public void register(Registry on) {
    // create = "CREATE" SP mailbox
    one(on, "CREATE", name -> new CreateMailbox(name, Optional.empty()));
    // subscribe = "SUBSCRIBE" SP mailbox      unsubscribe = "UNSUBSCRIBE" SP mailbox
    one(on, "SUBSCRIBE", Subscribe::new);
    one(on, "UNSUBSCRIBE", Unsubscribe::new);
    on.command(new CommandSpec("DELETE", SessionState.LOGGED_IN, Delete::parse));
    on.command(new CommandSpec("RENAME", SessionState.LOGGED_IN, Rename::parse));
  }

  private static void one(Registry on, String word, Function<String, AccountCommand> command) {
    on.command(
        new CommandSpec(
            word,
            SessionState.LOGGED_IN,
            in -> {
              in.sp();
              AccountCommand asked = command.apply(in.mailbox());
              in.end();
              return session -> execute(session, word, asked);
            }));
  }

  /**
   * RENAME. That of INBOX moves its messages (RFC 3501 §6.3.5): a session that has it selected is
   * told so before the answer, as after any command that changes what is selected.
   */
  private record Rename(String from, String to) implements Command {
    // rename = "RENAME" SP mailbox SP mailbox
    static Rename parse(ImapReader in) throws ImapSyntaxException {
      in.sp();
      String from = in.mailbox();
      in.sp();
      String to = in.mailbox();
      in.end();
      return new Rename(from, to);
    }

    @Override
    public CompletionStage<Tagged> run(Session session) {
      CompletionStage<Tagged> renamed = execute(session, "RENAME", new RenameMailbox(from, to));
      return MailboxNameRules.normal(from).equals(MailboxNameRules.INBOX)
          ? renamed.thenCompose(answer -> emptied(session).thenApply(reached -> answer))
          : renamed;
    }

    private CompletionStage<Void> emptied(Session session) {
      return selects(session, from)
          .thenCompose(
              selected ->
                  selected ? changesReached(session) : CompletableFuture.completedStage(null));
    }

    /** When all that has become of the selected mailbox by now is known to the session. */
    private static CompletionStage<Void> changesReached(Session session) {
      return session
          .here(session.services().mailboxes().status(session.mailbox().id()))
          .thenCompose(
              status ->
                  status instanceof Result.Ok<MailboxStatus> ok
                      ? session.updates().reached(ok.value().highestModSeq())
                      : CompletableFuture.completedStage(null));
    }
  }

  /**
   * DELETE. A session that deletes the mailbox it has selected leaves it, if it is deleted; others
   * are disconnected (RFC 2180 §3.3).
   */
  private record Delete(String name) implements Command {
    // delete = "DELETE" SP mailbox
    static Delete parse(ImapReader in) throws ImapSyntaxException {
      in.sp();
      String name = in.mailbox();
      in.end();
      return new Delete(name);
    }

    @Override
    public CompletionStage<Tagged> run(Session session) {
      return selects(session, name)
          .thenCompose(selected -> selected ? deleteSelected(session) : delete(session));
    }

    private CompletionStage<Tagged> deleteSelected(Session session) {
      session.updates().deleting(true);
      return delete(session)
          .thenApply(
              answer -> {
                session.updates().deleting(false);
                if (answer.status() == Tagged.Status.OK) {
                  session.unselect();
                }
                return answer;
              });
    }

    private CompletionStage<Tagged> delete(Session session) {
      return execute(session, "DELETE", new DeleteMailbox(name));
    }
  }

  /** Whether the mailbox of this name is the one that is selected. */
  private static CompletionStage<Boolean> selects(Session session, String name) {
    Optional<Selected> selected = session.selected();
    if (selected.isEmpty()) {
      return CompletableFuture.completedStage(false);
    }
    return session
        .here(session.services().accounts().tree(session.account().id()))
        .thenApply(
            result ->
                result instanceof Result.Ok<MailboxTree> tree
                    && tree.value()
                        .find(name)
                        .flatMap(MailboxTree.Entry::id)
                        .equals(Optional.of(selected.get().id())));
  }

  private static CompletionStage<Tagged> execute(
      Session session, String word, AccountCommand command) {
    return session
        .here(
            session
                .services()
                .accounts()
                .execute(session.account().id(), command, session.cause(word)))
        .thenApply(
            (Result<AccountReply> result) ->
                result instanceof Result.Ok ? Tagged.ok() : Refusals.tagged(result));
  }
}
