package org.yubin.frontend.imap.command;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;

/**
 * STATUS (RFC 3501 §6.3.10), of any mailbox, the selected one included. Items are told once each,
 * in the order in which they came first. A mailbox that nobody uses is not woken.
 */
final class Status implements Extension {
  /** An item of STATUS. */
  @FunctionalInterface
  interface Item {
    /** The client asks for it, in STATUS or elsewhere: what that says of the client. */
    default void asked(Session session) {}

    /** Writes the value behind the item's word. */
    void write(MailboxStatus status, ImapWriter out);
  }

  @Override
  public Optional<String> capability() {
    return Optional.empty();
  }

  @Override
  public void register(Registry on) {
    on.statusItem("MESSAGES", (status, out) -> out.number(status.messages()));
    on.statusItem("RECENT", (status, out) -> out.number(status.recent()));
    on.statusItem("UIDNEXT", (status, out) -> out.number(status.uidNext().value()));
    on.statusItem("UIDVALIDITY", (status, out) -> out.number(status.uidValidity().value()));
    on.statusItem("UNSEEN", (status, out) -> out.number(status.unseen()));
    // unannounced, and understood: DELETED (RFC 9051 §6.3.11)
    on.statusItem("DELETED", (status, out) -> out.number(status.deleted()));
    on.command(
        new CommandSpec("STATUS", SessionState.LOGGED_IN, in -> parse(in, on.statusItems())));
  }

  // status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"
  private static Command parse(ImapReader in, Map<String, Item> known) throws ImapSyntaxException {
    in.sp();
    String name = in.mailbox();
    in.sp();
    StatusItems items = StatusItems.read(in, known);
    in.end();
    return new Ask(name, items);
  }

  private record Ask(String name, StatusItems items) implements Command {
    @Override
    public CompletionStage<Tagged> run(Session session) {
      items.asked(session);
      return Targets.find(
          session,
          name,
          Refusal.NONEXISTENT,
          mailbox ->
              session
                  .here(session.services().mailboxes().status(mailbox))
                  .thenApply(result -> tell(session, result)));
    }

    private Tagged tell(Session session, Result<MailboxStatus> result) {
      if (!(result instanceof Result.Ok<MailboxStatus> ok)) {
        return Refusals.tagged(result);
      }
      items.write(session.out(), name, ok.value());
      return Tagged.ok();
    }
  }
}
