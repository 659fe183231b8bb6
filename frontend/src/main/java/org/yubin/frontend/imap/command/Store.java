package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
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
 */
record Store(MessageSet set, FlagChange change, boolean silent, boolean byUid) implements Command {

  // store           = "STORE" SP sequence-set SP store-att-flags
  // store-att-flags = (["+" / "-"] "FLAGS" [".SILENT"]) SP (flag-list / (flag *(SP flag)))
  static Store parse(ImapReader in, boolean byUid) throws ImapSyntaxException {
    in.sp();
    MessageSet set = in.sequenceSet();
    in.sp();
    FlagChange.Mode mode = mode(in);
    boolean silent = in.tryWord("FLAGS.SILENT");
    if (!silent && !in.tryWord("FLAGS")) {
      throw in.expected("FLAGS or FLAGS.SILENT");
    }
    in.sp();
    FlagChange change = new FlagChange(mode, in.flags());
    in.end();
    return new Store(set, change, silent, byUid);
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
    ModSeq before = session.updates().known();
    return session
        .here(
            session
                .services()
                .mailboxes()
                .execute(session.mailbox().id(), command, session.cause(name())))
        .thenCompose(result -> stored(session, uids.get(), before, result));
  }

  private CompletionStage<Tagged> stored(
      Session session, UidSet named, ModSeq before, Result<MailboxReply> result) {
    if (!(result instanceof Result.Ok<MailboxReply> ok)
        || !(ok.value() instanceof MailboxReply.Stored stored)) {
      return Refusals.of(result);
    }
    return session
        .updates()
        .reached(ok.highestModSeq())
        .thenApply(
            reached -> {
              if (silent) {
                if (ok.highestModSeq().compareTo(before) > 0) { // else nothing has changed by this
                  session.updates().silence(stored.stored(), ok.highestModSeq());
                }
                return Tagged.ok();
              }
              session.updates().echo(stored.stored(), byUid);
              boolean all = byUid || named.andNot(stored.stored()).isEmpty();
              return all ? Tagged.ok() : Refusals.expunged();
            });
  }

  private String name() {
    return byUid ? "UID STORE" : "STORE";
  }
}
