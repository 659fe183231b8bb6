package org.yubin.frontend.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;
import org.yubin.frontend.memory.ForwardingMailboxes;
import org.yubin.mailbox.entity.MailboxPush;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.entity.Subscription;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.MailboxId;

/** A mailbox that takes a change, and then neither tells of it nor answers. */
class LostPushTest {
  @Test
  void commandThatWasDone_endsAllTheSame() throws Exception {
    try (MemoryServer server =
            new MemoryServer(
                ImapLimits.defaults().withPlainLogin(true),
                services -> services.with(new Silent(services.mailboxes())),
                Optional.empty());
        LineClient client = new LineClient(server.address())) {
      client.receive();
      TranscriptServer.Login login = server.newAccount();
      client.command("a1", "LOGIN " + login.name() + " " + login.password());
      client.command("a2", "APPEND INBOX {1+}\r\nx");
      client.command("a3", "SELECT INBOX");
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertThat(client.command("a4", "STORE 1 +FLAGS (\\Seen)"))
                  .last()
                  .asString()
                  .startsWith("a4 OK"));
    }
  }

  /** Takes changes; tells nobody, and does not say what has changed. */
  private static final class Silent extends ForwardingMailboxes {
    Silent(Mailboxes sound) {
      super(sound);
    }

    @Override
    public CompletionStage<Result<Changes>> changesSince(MailboxId mailbox, ModSeq from) {
      return CompletableFuture.completedFuture(
          new Result.Refused<>(Refusal.UNAVAILABLE, "planted"));
    }

    @Override
    public Subscription subscribe(
        MailboxId mailbox, ModSeq from, boolean readOnly, Consumer<MailboxPush> listener) {
      return () -> {};
    }
  }
}
