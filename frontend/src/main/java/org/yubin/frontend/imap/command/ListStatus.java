package org.yubin.frontend.imap.command;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.list.ListReturn;
import org.yubin.frontend.imap.session.Session;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.MailboxId;

/**
 * LIST-STATUS: {@code RETURN (STATUS (...))}, a STATUS response behind each LIST response of a
 * mailbox (RFC 5819).
 */
final class ListStatus implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("LIST-STATUS");
  }

  @Override
  public void register(Registry on) {
    // status-option = "STATUS" SP "(" status-att *(SP status-att) ")"
    on.listOptions()
        .returning(
            "STATUS",
            in -> {
              in.sp();
              return new WithStatus(StatusItems.read(in, on.statusItems()));
            });
  }

  private record WithStatus(StatusItems items) implements ListReturn {
    @Override
    public Optional<CompletionStage<Result<Companion>>> companion(
        Session session, String name, MailboxId mailbox) {
      items.asked(session);
      return Optional.of(
          session
              .services()
              .mailboxes()
              .status(mailbox)
              .thenApply(result -> result.map(status -> out -> items.write(out, name, status))));
    }
  }
}
