package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.id.MailboxId;

/** LIST RETURN (STATUS ...) over mailboxes that do not all answer (RFC 5819 §2). */
class ListStatusTest {
  private static final int MANY = 100;

  private final ExecutorService elsewhere = Executors.newFixedThreadPool(4);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private MemoryServer server;
  private LineClient client;
  private volatile Optional<MailboxId> odd = Optional.empty();
  private volatile Refusal why = Refusal.UNAVAILABLE;

  @BeforeEach
  void connect() throws IOException {
    server =
        new MemoryServer(
            ImapLimits.defaults().withPlainLogin(true), this::planted, Optional.empty());
    TranscriptServer.Login login = server.newAccount();
    client = new LineClient(server.address());
    assertThat(client.receive()).startsWith("* OK");
    command("LOGIN " + login.name() + " " + login.password());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
    elsewhere.shutdownNow();
  }

  private Services planted(Services s) {
    return s.with(new PlantedStatus(s.mailboxes(), id -> status(s.mailboxes(), id)));
  }

  /** The first mailbox that is asked for is the odd one. */
  private CompletionStage<Result<MailboxStatus>> status(Mailboxes sound, MailboxId id) {
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    if (odd.isEmpty()) {
      odd = Optional.of(id);
    }
    return CompletableFuture.supplyAsync(() -> id, elsewhere)
        .thenCompose(sound::status)
        .thenApply(
            result -> {
              underWay.decrementAndGet();
              return odd.equals(Optional.of(id)) ? new Result.Refused<>(why, "planted") : result;
            });
  }

  private List<String> command(String text) throws IOException {
    List<String> lines = client.command("t", text);
    assertThat(lines.get(lines.size() - 1)).startsWith("t OK");
    return lines.subList(0, lines.size() - 1);
  }

  @Test
  void oneThatDoesNotAnswer_isListedWithoutStatus() throws IOException {
    assertThat(command("LIST \"\" (Archive INBOX) RETURN (STATUS (MESSAGES))"))
        .containsExactly(
            "* LIST (\\HasNoChildren \\Archive) \"/\" Archive",
            "* LIST (\\HasNoChildren) \"/\" INBOX",
            "* STATUS INBOX (MESSAGES 0)");
  }

  @Test
  void oneThatHasGoneMeanwhile_isListedAsNoselect() throws IOException {
    why = Refusal.NONEXISTENT;
    assertThat(command("LIST \"\" (Archive INBOX) RETURN (STATUS (MESSAGES))"))
        .containsExactly(
            "* LIST (\\Noselect \\HasNoChildren \\Archive) \"/\" Archive",
            "* LIST (\\HasNoChildren) \"/\" INBOX",
            "* STATUS INBOX (MESSAGES 0)");
  }

  @Test
  void manyMailboxes_areAskedAFewAtOnce_andToldInOrder() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String name = "many/%03d".formatted(i);
      command("CREATE " + name);
      expected.add("* LIST (\\HasNoChildren) \"/\" " + name);
      expected.add("* STATUS " + name + " (MESSAGES 0 UIDNEXT 1)");
    }
    odd = Optional.of(new MailboxId(new UUID(0, 0)));
    assertThat(command("LIST many/ % RETURN (STATUS (MESSAGES UIDNEXT))")).isEqualTo(expected);
    assertThat(mostUnderWay).hasValueBetween(2, 32);
  }
}
