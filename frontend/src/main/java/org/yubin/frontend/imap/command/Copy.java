package org.yubin.frontend.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Steps;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.view.MessageSet;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.RecordPage;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/**
 * COPY and UID COPY (RFC 3501 §6.4.7, §6.4.8), with COPYUID (RFC 4315 §3). All or nothing: the
 * references first, then one change of the target.
 *
 * <p>If others have expunged some of the messages, COPY by sequence numbers copies nothing (RFC
 * 2180 §4.4.1); UID COPY passes them over, as UID commands do.
 */
record Copy(MessageSet set, String target, boolean byUid) implements Command {

  // copy = "COPY" SP sequence-set SP mailbox
  static Copy parse(ImapReader in, boolean byUid) throws ImapSyntaxException {
    in.sp();
    MessageSet set = in.sequenceSet();
    in.sp();
    String target = in.mailbox();
    in.end();
    return new Copy(set, target, byUid);
  }

  @Override
  public CompletionStage<Tagged> run(Session session) {
    Optional<UidSet> uids = session.mailbox().view().resolve(set, byUid);
    if (uids.isEmpty()) {
      return Refusals.invalid(set);
    }
    return Targets.find(
        session,
        target,
        Refusal.TRY_CREATE,
        mailbox ->
            uids.get().isEmpty()
                ? nothing()
                : new Run(session, mailbox, uids.get(), new ArrayList<>()).read(uids.get()));
  }

  private static CompletionStage<Tagged> nothing() {
    return CompletableFuture.completedStage(Tagged.ok("No matching messages, so nothing copied"));
  }

  private final class Run {
    private final Session session;
    private final MailboxId to;
    private final UidSet wanted;
    private final List<CopiedMessage> messages;
    private UidSet rest = UidSet.EMPTY;
    private Optional<Tagged> refused = Optional.empty();

    Run(Session session, MailboxId to, UidSet wanted, List<CopiedMessage> messages) {
      this.session = session;
      this.to = to;
      this.wanted = wanted;
      this.messages = messages;
    }

    /** The records of the source, page by page. */
    CompletionStage<Tagged> read(UidSet uids) {
      rest = uids;
      return Steps.whileTrue(
              session.executor(),
              () ->
                  session
                      .here(session.services().mailboxes().records(session.mailbox().id(), rest))
                      .thenApply(this::page))
          .thenCompose(done -> copy());
    }

    private boolean page(Result<RecordPage> result) {
      if (!(result instanceof Result.Ok<RecordPage> ok)) {
        refused = Optional.of(Refusals.tagged(result));
        return false;
      }
      RecordPage page = ok.value();
      page.records().forEach(r -> messages.add(CopiedMessage.of(r, page.keywords())));
      rest = page.rest();
      return !rest.isEmpty();
    }

    private CompletionStage<Tagged> copy() {
      if (refused.isPresent()) {
        return CompletableFuture.completedStage(refused.get());
      }
      if (!byUid && messages.size() < wanted.size()) {
        return CompletableFuture.completedStage(Refusals.expunged());
      }
      if (messages.isEmpty()) {
        return nothing();
      }
      List<EmailId> emails = messages.stream().map(CopiedMessage::emailId).toList();
      return session
          .here(session.services().messages().addReferences(session.account().id(), to, emails))
          .thenCompose(this::append);
    }

    private CompletionStage<Tagged> append(Set<EmailId> missing) {
      if (!missing.isEmpty()) {
        return CompletableFuture.completedStage(Tagged.refused(Refusal.CONTENT_MISSING));
      }
      AppendCopies copies = new AppendCopies(session.mailbox().id(), messages);
      String command = byUid ? "UID COPY" : "COPY";
      return session
          .here(session.services().mailboxes().execute(to, copies, session.cause(command)))
          .thenCompose(this::copied);
    }

    private CompletionStage<Tagged> copied(Result<MailboxReply> result) {
      if (result instanceof Result.Ok<MailboxReply> ok
          && ok.value() instanceof MailboxReply.Copied copied) {
        Tagged answer =
            Tagged.ok(
                ResponseCode.copyUid(copied.targetValidity(), copied.source(), copied.target()),
                "Copied");
        return to.equals(session.mailbox().id())
            ? session.updates().reached(ok.highestModSeq()).thenApply(reached -> answer)
            : CompletableFuture.completedStage(answer);
      }
      return Refusals.ofTarget(result);
    }
  }
}
