package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.MailboxId;

/**
 * MOVE and UID MOVE (RFC 6851 §3). COPYUID comes first, in an untagged OK; then the EXPUNGEs; then
 * the tagged OK (RFC 6851 §4.3).
 */
record Move(MessageSet set, String target, boolean byUid) implements Command {

  /** Brings both commands. */
  static final class Brought implements Extension {
    @Override
    public Optional<String> capability() {
      return Optional.of("MOVE");
    }

    @Override
    public void register(Registry on) {
      on.command(new CommandSpec("MOVE", SessionState.ONLY_SELECTED, in -> parse(in, false)));
      on.command(new CommandSpec("UID MOVE", SessionState.ONLY_SELECTED, in -> parse(in, true)));
    }
  }

  // move = "MOVE" SP sequence-set SP mailbox
  static Move parse(ImapReader in, boolean byUid) throws ImapSyntaxException {
    in.sp();
    MessageSet set = in.sequenceSet();
    in.sp();
    String target = in.mailbox();
    in.end();
    return new Move(set, target, byUid);
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
    return Targets.find(
        session,
        target,
        Refusal.TRY_CREATE,
        to -> uids.get().isEmpty() ? nothing() : move(session, uids.get(), to));
  }

  private static CompletionStage<Tagged> nothing() {
    return CompletableFuture.completedStage(Tagged.ok("No matching messages, so nothing moved"));
  }

  private CompletionStage<Tagged> move(Session session, UidSet uids, MailboxId to) {
    return session
        .here(
            session
                .services()
                .mailboxes()
                .move(session.mailbox().id(), uids, to, session.cause(byUid ? "UID MOVE" : "MOVE")))
        .thenCompose(result -> moved(session, result));
  }

  private static CompletionStage<Tagged> moved(Session session, Result<MailboxReply> result) {
    if (!(result instanceof Result.Ok<MailboxReply> ok)
        || !(ok.value() instanceof MailboxReply.Moved moved)) {
      return Refusals.ofTarget(result);
    }
    if (moved.source().isEmpty()) {
      return nothing();
    }
    ResponseCode code =
        ResponseCode.copyUid(moved.targetValidity(), moved.source(), moved.target());
    ImapWriter out = session.out();
    out.untagged().atom("OK [").atom(code.text()).atom("] ").text("Moved").crlf();
    return session
        .updates()
        .reached(ok.highestModSeq())
        .thenCompose(reached -> Removals.tell(session, "Moved"));
  }
}
