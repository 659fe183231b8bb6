package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Selected;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;

/**
 * CLOSE (RFC 3501 §6.4.2), which expunges without telling, and UNSELECT (RFC 3691), which does not
 * expunge. A CLOSE whose expunge is refused leaves the mailbox selected.
 */
final class Leave implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("UNSELECT");
  }

  @Override
  public void register(Registry on) {
    on.command(
        new CommandSpec("CLOSE", SessionState.ONLY_SELECTED, CommandSpec.bare(Leave::close)));
    on.command(
        new CommandSpec("UNSELECT", SessionState.ONLY_SELECTED, CommandSpec.bare(Leave::unselect)));
  }

  private static CompletionStage<Tagged> unselect(Session session) {
    session.unselect();
    return CompletableFuture.completedStage(Tagged.ok());
  }

  private static CompletionStage<Tagged> close(Session session) {
    Selected mailbox = session.mailbox();
    if (mailbox.readOnly()) {
      return unselect(session);
    }
    return session
        .here(
            session
                .services()
                .mailboxes()
                .execute(mailbox.id(), new Expunge(Optional.empty()), session.cause("CLOSE")))
        .thenCompose(result -> closed(session, result));
  }

  private static CompletionStage<Tagged> closed(Session session, Result<MailboxReply> result) {
    boolean left =
        !(result instanceof Result.Refused<MailboxReply> refused)
            || refused.why() == Refusal.NONEXISTENT;
    return left
        ? unselect(session)
        : CompletableFuture.completedStage(Tagged.refused((Result.Refused<MailboxReply>) result));
  }
}
