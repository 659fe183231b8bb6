package org.yubin.frontend.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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

/** A mailbox that takes a change, and does not tell of it. */
class LostPushTest {
  private static MemoryServer serverOver(UnaryOperator<Mailboxes> between) {
    return new MemoryServer(
        ImapLimits.defaults().withPlainLogin(true),
        services -> services.with(between.apply(services.mailboxes())),
        Optional.empty());
  }

  private static LineClient withOneMessage(MemoryServer server) throws Exception {
    LineClient client = new LineClient(server.address());
    client.receive();
    TranscriptServer.Login login = server.newAccount();
    client.command("a1", "LOGIN " + login.name() + " " + login.password());
    client.command("a2", "APPEND INBOX {1+}\r\nx");
    client.command("a3", "SELECT INBOX");
    return client;
  }

  /** RFC 3501 §6.3.5: the messages of INBOX move, which its session hears before the OK. */
  @Test
  void renameOfInbox_tellsExpungesBeforeItsAnswer() throws Exception {
    try (MemoryServer server = serverOver(Untold::new);
        LineClient client = withOneMessage(server)) {
      List<String> lines = client.command("a4", "RENAME inbox old");
      assertThat(lines).hasSize(2).first().isEqualTo("* 1 EXPUNGE");
      assertThat(lines).last().asString().startsWith("a4 OK");
    }
  }

  @Test
  void mailboxThatDoesNotAnswerEither_letsTheCommandEnd() throws Exception {
    try (MemoryServer server = serverOver(Silent::new);
        LineClient client = withOneMessage(server)) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertThat(client.command("a4", "STORE 1 +FLAGS (\\Seen)"))
                  .last()
                  .asString()
                  .startsWith("a4 OK"));
    }
  }

  /** Takes changes, and tells those who ask. */
  private static class Untold extends ForwardingMailboxes {
    Untold(Mailboxes sound) {
      super(sound);
    }

    @Override
    public Subscription subscribe(
        MailboxId mailbox, ModSeq from, boolean readOnly, Consumer<MailboxPush> listener) {
      return () -> {};
    }
  }

  /** Does not even say what has changed. */
  private static final class Silent extends Untold {
    Silent(Mailboxes sound) {
      super(sound);
    }

    @Override
    public CompletionStage<Result<Changes>> changesSince(MailboxId mailbox, ModSeq from) {
      return CompletableFuture.completedFuture(
          new Result.Refused<>(Refusal.UNAVAILABLE, "planted"));
    }
  }
}
