package org.yubin.frontend.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.session.Updates;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.UidSet;

/**
 * STORE and UID STORE (RFC 3501 §6.4.6, §6.4.8): one change for the whole set.
 *
 * <p>Without .SILENT the flags of every message named are told, changed or not, as the RFC's
 * example shows and strict clients expect. If others have expunged some of them, STORE by sequence
 * numbers does the rest and ends in NO, unless it is silent (RFC 2180 §4.2).
 *
 * <p>Under UNCHANGEDSINCE the MODSEQ of all that was stored is told, silent or not, and the flags
 * of what was left alone, so that the client need not ask for them (RFC 7162 §3.1.3).
 */
record Store(
    MessageSet set, List<StoreModifier> modifiers, FlagChange change, boolean silent, boolean byUid)
    implements Command {

  // store           = "STORE" SP sequence-set [store-modifiers] SP store-att-flags
  // store-att-flags = (["+" / "-"] "FLAGS" [".SILENT"]) SP (flag-list / (flag *(SP flag)))
  static Store parse(ImapReader in, Options<StoreModifier> known, boolean byUid)
      throws ImapSyntaxException {
    in.sp();
    MessageSet set = in.sequenceSet();
    in.sp();
    List<StoreModifier> modifiers = List.of();
    if (in.peek('(')) {
      modifiers = known.read(in);
      in.sp();
    }
    FlagChange.Mode mode = mode(in);
    boolean silent = in.tryWord("FLAGS.SILENT");
    if (!silent && !in.tryWord("FLAGS")) {
      throw in.expected("FLAGS or FLAGS.SILENT");
    }
    in.sp();
    FlagChange change = new FlagChange(mode, in.flags());
    in.end();
    return new Store(set, modifiers, change, silent, byUid);
  }

  private static FlagChange.Mode mode(ImapReader in) {
    if (in.tryChar('+')) {
      return FlagChange.Mode.ADD;
    }
    return in.tryChar('-') ? FlagChange.Mode.REMOVE : FlagChange.Mode.REPLACE;
  }

  @Override
  public CompletionStage<Tagged> run(Session session) {
    Optional<UidSet> uids = session.mailbox().view().resolve(set, byUid);
    if (uids.isEmpty()) {
      return Refusals.invalid(set);
    }
    if (session.mailbox().readOnly()) {
      return Refusals.readOnly();
    }
    if (uids.get().isEmpty()) {
      return CompletableFuture.completedStage(Tagged.ok());
    }
    StoreFlags command = new StoreFlags(uids.get(), change, Optional.empty());
    for (StoreModifier modifier : modifiers) {
      command = modifier.modify(session, command);
    }
    boolean conditional = command.unchangedSince().isPresent();
    return session
        .here(
            session
                .services()
                .mailboxes()
                .execute(session.mailbox().id(), command, session.cause(name())))
        .thenCompose(result -> stored(session, uids.get(), conditional, result));
  }

  private CompletionStage<Tagged> stored(
      Session session, UidSet named, boolean conditional, Result<MailboxReply> result) {
    if (!(result instanceof Result.Ok<MailboxReply> ok)
        || !(ok.value() instanceof MailboxReply.Stored stored)) {
      return Refusals.of(result);
    }
    return session
        .updates()
        .reached(ok.highestModSeq())
        .thenApply(
            reached -> {
              tell(session.updates(), stored, conditional, ok.highestModSeq());
              return answer(session, named, stored);
            });
  }

  private void tell(
      Updates updates, MailboxReply.Stored stored, boolean conditional, ModSeq highest) {
    updates.echo(stored.modified(), byUid);
    if (!silent) {
      updates.echo(stored.stored(), byUid);
      return;
    }
    updates.silenceFlags(stored.stored(), stored.changedAt());
    if (conditional) {
      updates.tellModSeq(stored.stored(), highest);
    }
  }

  private Tagged answer(Session session, UidSet named, MailboxReply.Stored stored) {
    UidSet modified = stored.modified();
    boolean all = named.andNot(stored.stored()).andNot(modified).isEmpty();
    boolean done = silent || byUid || all;
    if (!modified.isEmpty()) {
      ResponseCode code =
          byUid
              ? ResponseCode.modified(modified)
              : ResponseCode.modified(session.mailbox().view().numbers(modified));
      return done
          ? Tagged.ok(code, "Some have been changed since, and were left alone")
          : Tagged.no(code, "Some of the messages no longer exist");
    }
    return done ? Tagged.ok() : Refusals.expunged();
  }

  private String name() {
    return byUid ? "UID STORE" : "STORE";
  }
}
