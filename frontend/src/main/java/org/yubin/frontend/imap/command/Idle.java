package org.yubin.frontend.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.session.ExpungePolicy;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.session.SessionState;
import org.yubin.frontend.imap.session.Tagged;

/** IDLE (RFC 2177): changes are told at once, until the client says DONE. */
final class Idle implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("IDLE");
  }

  @Override
  public void register(Registry on) {
    // idle = "IDLE" CRLF "DONE"; without a mailbox there is nothing to tell, but it may be waited.
    on.command(
        new CommandSpec(
            "IDLE", SessionState.LOGGED_IN, CommandSpec.bare(session -> new Wait(session).run())));
  }

  /** One IDLE in progress. */
  private static final class Wait {
    private final Session session;
    private final CompletableFuture<Tagged> end = new CompletableFuture<>();
    private boolean telling;
    private boolean again;
    private Optional<Tagged> answer = Optional.empty();

    Wait(Session session) {
      this.session = session;
    }

    CompletionStage<Tagged> run() {
      session.services().measures().idling(1);
      session.out().continuation("idling");
      session.updates().listen(this::tell);
      tell();
      session
          .nextLine()
          .whenComplete(
              (line, failure) -> {
                session.services().measures().idling(-1);
                session.updates().listen(null);
                if (failure != null) {
                  end.completeExceptionally(failure);
                } else {
                  answer = Optional.of(answer(line));
                  finish();
                }
              });
      return end;
    }

    private static Tagged answer(byte[] line) {
      String word = new String(line, StandardCharsets.US_ASCII).strip();
      return word.equalsIgnoreCase("DONE") ? Tagged.ok() : Tagged.bad("Expected DONE");
    }

    /** One at a time: what comes while something is being told is told right after. */
    private void tell() {
      if (telling) {
        again = true;
        return;
      }
      telling = true;
      session
          .updates()
          .tell(ExpungePolicy.MAY_TELL)
          .thenCompose(told -> session.flush())
          .whenComplete(
              (sent, failure) -> {
                telling = false;
                if (failure != null) {
                  end.completeExceptionally(failure);
                } else if (again) {
                  again = false;
                  tell();
                } else {
                  finish();
                }
              });
    }

    private void finish() {
      if (!telling) {
        answer.ifPresent(end::complete);
      }
    }
  }
}
