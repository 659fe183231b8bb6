package org.yubin.frontend.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.account.entity.Accounts;
import org.yubin.account.model.MailboxTree;
import org.yubin.frontend.imap.session.MailboxFlags;
import org.yubin.frontend.imap.session.Selected;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.Opened;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.MailboxId;

/**
 * SELECT and EXAMINE (RFC 3501 §6.3.1, §6.3.2). Whatever was selected before is left first, so that
 * a failure leaves nothing selected: clients unselect by examining what does not exist. CLOSED
 * tells where the responses of the mailbox that was left end (RFC 7162 §3.2.11), whichever is
 * opened then.
 */
final class Select implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.empty();
  }

  @Override
  public void register(Registry on) {
    on.command(new CommandSpec("SELECT", SessionState.LOGGED_IN, in -> Open.parse(in, on, false)));
    on.command(new CommandSpec("EXAMINE", SessionState.LOGGED_IN, in -> Open.parse(in, on, true)));
  }

  /** One SELECT or EXAMINE command. */
  record Open(String name, List<SelectOption> options, boolean readOnly) implements Command {
    // select = "SELECT" SP mailbox [select-params]      examine = "EXAMINE" SP mailbox ...
    static Open parse(ImapReader in, Registry on, boolean readOnly) throws ImapSyntaxException {
      in.sp();
      String name = in.mailbox();
      List<SelectOption> options = on.selectOptions().readOptional(in);
      in.end();
      return new Open(name, options, readOnly);
    }

    @Override
    public CompletionStage<Tagged> run(Session session) {
      for (SelectOption option : options) {
        Optional<Tagged> refused = option.refused(session);
        if (refused.isPresent()) {
          return done(refused.get());
        }
      }
      if (session.selected().isPresent()) {
        session.unselect();
        ok(session.out(), ResponseCode.CLOSED, "Previous mailbox closed");
      }
      options.forEach(option -> option.before(session));
      return session.here(open(session)).thenCompose(opened -> selected(session, opened));
    }

    /** A mailbox that was found and opened. */
    private record Found(MailboxId mailbox, Opened opened) {}

    /** Completes anywhere. */
    private CompletionStage<Result<Found>> open(Session session) {
      Accounts accounts = session.services().accounts();
      // The name most likely means what it meant: then the mailbox opens while the tree is read.
      Optional<MailboxId> likely = accounts.remembered(session.account().id()).flatMap(this::find);
      Optional<CompletionStage<Result<Found>>> early = likely.map(id -> open(session, id));
      return accounts
          .tree(session.account().id())
          .thenCompose(
              read -> {
                if (!(read instanceof Result.Ok<MailboxTree> tree)) {
                  Result.Refused<MailboxTree> refused = (Result.Refused<MailboxTree>) read;
                  return CompletableFuture.completedStage(
                      new Result.Refused<>(refused.why(), refused.detail()));
                }
                Optional<MailboxId> mailbox = find(tree.value());
                if (mailbox.isEmpty()) {
                  return CompletableFuture.completedStage(
                      new Result.Refused<>(Refusal.NONEXISTENT, "no such mailbox"));
                }
                return early.isPresent() && mailbox.equals(likely)
                    ? early.get()
                    : open(session, mailbox.get());
              });
    }

    private Optional<MailboxId> find(MailboxTree tree) {
      return tree.find(name).flatMap(MailboxTree.Entry::id);
    }

    private CompletionStage<Result<Found>> open(Session session, MailboxId mailbox) {
      return session
          .services()
          .mailboxes()
          .open(mailbox, readOnly)
          .thenApply(result -> result.map(opened -> new Found(mailbox, opened)));
    }

    private CompletionStage<Tagged> selected(Session session, Result<Found> result) {
      if (!(result instanceof Result.Ok<Found> ok)) {
        return done(Tagged.refused((Result.Refused<Found>) result));
      }
      Opened opened = ok.value().opened();
      Selected selected = session.select(ok.value().mailbox(), name, opened);
      tell(session.out(), selected, opened);
      CompletionStage<Tagged> tagged = done(Tagged.ok());
      for (SelectOption option : options) {
        tagged =
            tagged.thenCompose(
                before ->
                    before.status() == Tagged.Status.OK
                        ? option.after(session, selected)
                        : done(before));
      }
      return tagged.thenApply(last -> answer(session, last));
    }

    private Tagged answer(Session session, Tagged last) {
      if (last.status() != Tagged.Status.OK) {
        session.unselect();
        return last;
      }
      return readOnly
          ? Tagged.ok(ResponseCode.READ_ONLY, "EXAMINE completed")
          : Tagged.ok(ResponseCode.READ_WRITE, "SELECT completed");
    }

    private static void tell(ImapWriter out, Selected mailbox, Opened opened) {
      MailboxFlags.write(out, opened.keywords(), opened.readOnly());
      out.untagged().number(mailbox.view().exists()).atom(" EXISTS").crlf();
      out.untagged().number(mailbox.view().recent()).atom(" RECENT").crlf();
      opened
          .firstUnseen()
          .map(uid -> mailbox.view().seq(uid.value()))
          .ifPresent(seq -> ok(out, ResponseCode.unseen(seq), "First unseen message"));
      ok(out, ResponseCode.uidValidity(opened.uidValidity()), "UIDs valid");
      ok(out, ResponseCode.uidNext(opened.uidNext()), "Next UID");
      ok(out, ResponseCode.highestModSeq(opened.highestModSeq()), "Highest");
    }

    private static void ok(ImapWriter out, ResponseCode code, String text) {
      out.untagged().atom("OK [").atom(code.text()).atom("] ").text(text).crlf();
    }

    private static CompletionStage<Tagged> done(Tagged tagged) {
      return CompletableFuture.completedStage(tagged);
    }
  }
}
