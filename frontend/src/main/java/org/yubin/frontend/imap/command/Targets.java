package org.yubin.frontend.imap.command;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.yubin.account.model.MailboxTree;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.MailboxId;

/** Finds the mailbox that a command names. */
final class Targets {
  private Targets() {}

  /**
   * Goes on with the mailbox of that name, or answers why there is none.
   *
   * @param absent what to refuse when no mailbox has that name: TRY_CREATE where messages are put
   */
  static CompletionStage<Tagged> find(
      Session session,
      String name,
      Refusal absent,
      Function<MailboxId, CompletionStage<Tagged>> then) {
    return session
        .here(session.services().accounts().tree(session.account().id()))
        .thenCompose(
            result ->
                result instanceof Result.Ok<MailboxTree> ok
                    ? ok.value()
                        .find(name)
                        .flatMap(MailboxTree.Entry::id)
                        .map(then)
                        .orElseGet(() -> Refusals.of(new Result.Refused<>(absent, name)))
                    : Refusals.of(result));
  }
}
