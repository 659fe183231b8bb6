package org.yubin.frontend.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.entity.Subscription;
import org.yubin.mailbox.model.Refusal;
import org.yubin.mailbox.model.Result;

/** A mailbox that takes a change, and then neither tells of it nor answers. */
class LostPushTest {
  @Test
  void commandThatWasDone_endsAllTheSame() throws Exception {
    try (MemoryServer server =
            new MemoryServer(
                ImapLimits.defaults().withPlainLogin(true), this::silent, Optional.empty());
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

  private Services silent(Services s) {
    return new Services(
        silent(s.mailboxes()),
        s.accounts(),
        s.messages(),
        s.bodies(),
        s.authenticator(),
        s.ids(),
        s.clock(),
        s.limits(),
        s.scan());
  }

  private static Mailboxes silent(Mailboxes sound) {
    Subscription nothing = () -> {};
    Result.Refused<?> unavailable = new Result.Refused<>(Refusal.UNAVAILABLE, "planted");
    return (Mailboxes)
        Proxy.newProxyInstance(
            Mailboxes.class.getClassLoader(),
            new Class<?>[] {Mailboxes.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "subscribe" -> nothing;
                  case "changesSince" -> CompletableFuture.completedFuture(unavailable);
                  default -> method.invoke(sound, arguments);
                });
  }
}
