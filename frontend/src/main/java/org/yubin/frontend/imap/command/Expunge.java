package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;

/**
 * EXPUNGE (RFC 3501 §6.4.3) and UID EXPUNGE (RFC 4315 §2.1): removes what is marked {@code
 * \Deleted}, of the whole mailbox or of a set. The removals are told before the tagged answer.
 *
 * @param set empty for EXPUNGE
 */
record Expunge(Optional<MessageSet> set) implements Command {

  // expunge = "EXPUNGE"
  static Expunge parse(ImapReader in) throws ImapSyntaxException {
    in.end();
    return new Expunge(Optional.empty());
  }

  // uid-expunge = "UID" SP "EXPUNGE" SP sequence-set
  static Expunge parseUid(ImapReader in) throws ImapSyntaxException {
    in.sp();
    MessageSet set = in.sequenceSet();
    in.end();
    return new Expunge(Optional.of(set));
  }

  @Override
  public CompletionStage<Tagged> run(Session session) {
    if (session.mailbox().readOnly()) {
      return Refusals.readOnly();
    }
    Optional<UidSet> uids = set.flatMap(s -> session.mailbox().view().resolve(s, true));
    if (uids.isPresent() && uids.get().isEmpty()) {
      return CompletableFuture.completedStage(Tagged.ok());
    }
    return session
        .here(
            session
                .services()
                .mailboxes()
                .execute(
                    session.mailbox().id(),
                    new org.yubin.mailbox.model.Expunge(uids),
                    session.cause(set.isPresent() ? "UID EXPUNGE" : "EXPUNGE")))
        .thenCompose(result -> expunged(session, result));
  }

  private static CompletionStage<Tagged> expunged(Session session, Result<MailboxReply> result) {
    if (!(result instanceof Result.Ok<MailboxReply> ok)) {
      return Refusals.of(result);
    }
    boolean none =
        ok.value() instanceof MailboxReply.Expunged expunged && expunged.uids().isEmpty();
    return session
        .updates()
        .reached(ok.highestModSeq())
        .thenCompose(
            reached ->
                none
                    ? CompletableFuture.completedStage(Tagged.ok())
                    : Removals.tell(session, "Expunged"));
  }
}
