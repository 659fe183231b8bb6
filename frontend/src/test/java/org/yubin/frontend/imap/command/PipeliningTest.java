package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.persistence.directory.AccountRecord;

/**
 * Commands that affect each other, sent without waiting, are answered as if the client had waited
 * (RFC 3501 §5.5: the server MUST execute them to completion in the order given).
 */
class PipeliningTest {
  private static final int MESSAGES = 4;

  private static final List<String> COMMANDS =
      List.of(
          "NOOP",
          "FETCH 1:* (UID FLAGS)",
          "FETCH 2 BODY[TEXT]",
          "STORE 2 +FLAGS (\\Deleted $New)",
          "STORE 1:2 FLAGS (\\Seen)",
          "SEARCH DELETED",
          "UID SEARCH UNSEEN",
          "UID STORE 1:3 -FLAGS.SILENT (\\Deleted)",
          "EXPUNGE",
          "COPY 1:2 INBOX",
          "MOVE 1 Archive",
          "APPEND INBOX {13+}\r\nSubject: y\r\n\r",
          "SELECT INBOX",
          "EXAMINE INBOX",
          "CLOSE",
          "STATUS INBOX (MESSAGES UNSEEN)",
          "CREATE Work",
          "RENAME Work Play",
          "DELETE Work",
          "LIST \"\" (Work Play)",
          "NONSENSE");

  private final MemoryServer server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true));
  private int accounts;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void pairs_areAnsweredAsIfTheClientHadWaited() throws IOException {
    for (String first : COMMANDS) {
      for (String second : COMMANDS) {
        check(List.of("STORE 3 +FLAGS (\\Deleted)", first, second), first + " + " + second);
      }
    }
  }

  @Test
  void longSequences_areAnsweredAsIfTheClientHadWaited() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<String> commands = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        commands.add(COMMANDS.get(random.nextInt(COMMANDS.size() - 1)));
      }
      check(commands, "seed " + seed + ", round " + round);
    }
  }

  private void check(List<String> commands, String what) throws IOException {
    List<String> waited = play(commands, true);
    assertThat(play(commands, false)).as(what).isEqualTo(waited);
  }

  /** All lines received; what differs from account to account is taken out. */
  private List<String> play(List<String> commands, boolean waiting) throws IOException {
    String name = "pipeliner" + ++accounts;
    AccountRecord account = server.node().account(name);
    for (int i = 0; i < MESSAGES; i++) {
      server
          .node()
          .append(
              account,
              "INBOX",
              ("Subject: " + i + "\r\n\r\nHello " + i).getBytes(StandardCharsets.US_ASCII),
              FlagNames.NONE,
              new InternalDate(0, 0));
    }
    List<String> lines = new ArrayList<>();
    try (LineClient client = new LineClient(server.address())) {
      client.receive();
      client.command("login", "LOGIN " + name + " " + name);
      client.command("select", "SELECT INBOX");
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < commands.size(); i++) {
        if (waiting) {
          lines.addAll(client.command("t" + i, commands.get(i)));
        } else {
          all.append('t').append(i).append(' ').append(commands.get(i)).append("\r\n");
        }
      }
      if (!waiting) {
        client.raw(all.toString().getBytes(StandardCharsets.US_ASCII));
        lines.addAll(client.until("t" + (commands.size() - 1)));
      }
    }
    lines.replaceAll(
        line -> line.replaceAll("(UIDVALIDITY|APPENDUID|COPYUID) \\d+", "$1 <validity>"));
    return lines;
  }
}
