package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.session.SessionMeasures;
import org.yubin.frontend.imap.session.Tagged;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/** What is told of commands: names that the server knows, and nothing that a client makes up. */
class SessionMeasuresTest {
  private static final class Told implements SessionMeasures {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void answered(String command, Tagged.Status status, long nanos) {
      lines.add(command + " " + status + (nanos > 0 ? "" : " in no time"));
    }

    @Override
    public void idling(int change) {
      lines.add("idling " + change);
    }

    Services listening(Services s) {
      return s.with(this);
    }
  }

  @Test
  void eachAnswer_isToldOnce_byTheNameOfItsCommand() throws Exception {
    Told told = new Told();
    try (MemoryServer server =
            new MemoryServer(
                ImapLimits.defaults().withPlainLogin(true), told::listening, Optional.empty());
        LineClient client = new LineClient(server.address())) {
      client.receive();
      TranscriptServer.Login login = server.newAccount();
      client.command("a", "login nobody wrong");
      client.command("b", "LOGIN " + login.name() + " " + login.password());
      client.command("c", "select INBOX");
      client.command("d", "UID FETCH 1:* FLAGS");
      client.command("e", "SELECT");
      client.command("f", "XSECRET alice");
      client.send("g IDLE");
      client.receive();
      client.send("DONE");
      client.until("g");
      assertThat(told.lines)
          .containsExactly(
              "LOGIN NO",
              "LOGIN OK",
              "SELECT OK",
              "UID FETCH OK",
              "SELECT BAD",
              "unknown BAD",
              "idling 1",
              "idling -1",
              "IDLE OK");
    }
  }
}
