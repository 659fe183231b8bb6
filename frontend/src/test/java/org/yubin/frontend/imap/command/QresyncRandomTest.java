package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.persistence.directory.AccountRecord;

/**
 * Two sessions change a mailbox while a client with a cache looks at it, changes it, too, and is
 * cut off between any two lines: whenever it is back, it knows what is there (RFC 7162 §3.2, §6).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QresyncRandomTest {
  private static final int STEPS = 250;
  private static final Pattern LINE =
      Pattern.compile("\\* \\d+ FETCH \\(UID (\\d+) FLAGS \\(([^)]*)\\).*\\)");
  private static final List<String> FLAGS =
      List.of("\\Seen", "\\Flagged", "\\Deleted", "\\Deleted", "$Junk");

  private MemoryServer server;

  @BeforeAll
  void start() {
    server = new MemoryServer(ImapLimits.defaults().withPlainLogin(true));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void clientThatIsCutOff_losesNothing(long seed) throws IOException {
    Random random = new Random(seed);
    AccountRecord account = server.node().account("random" + seed);
    byte[] message = "Subject: x\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 6; i++) {
      server.node().append(account, "INBOX", message, FlagNames.NONE, new InternalDate(0, 0));
    }
    try (CachingClient client = new CachingClient(server.address(), account.name());
        LineClient one = loggedIn(account.name());
        LineClient two = loggedIn(account.name())) {
      for (int step = 0; step < STEPS; step++) {
        for (int i = random.nextInt(3); i > 0; i--) {
          (random.nextBoolean() ? one : two).command("o", change(random));
        }
        LineClient other = random.nextBoolean() ? one : two;
        other.send("o " + change(random));
        ask(client, random); // at the same time
        other.until("o");
        if (random.nextInt(4) == 0) {
          client.reconnect();
        }
        if (step % 10 == 9) {
          client.reconnect();
          // what it said last before it was cut off may be done late
          await("seed " + seed + ", step " + step)
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(5))
              .atMost(Duration.ofSeconds(5))
              .untilAsserted(
                  () -> {
                    client.says("NOOP");
                    assertThat(client.cache).isEqualTo(truth(two));
                  });
        }
      }
    }
  }

  private LineClient loggedIn(String name) throws IOException {
    LineClient client = new LineClient(server.address());
    client.receive();
    client.command("l", "LOGIN " + name + " " + name);
    client.command("s", "SELECT INBOX");
    return client;
  }

  private static void ask(CachingClient client, Random random) throws IOException {
    if (client.messages() == 0) {
      client.says("NOOP");
      return;
    }
    String seqs = "1:" + client.messages();
    String some = "1:" + (1 + random.nextInt((int) client.messages()));
    String command =
        switch (random.nextInt(9)) {
          case 0 -> "NOOP";
          case 1 -> "FETCH " + some + " (MODSEQ)";
          case 2 -> "FETCH " + seqs + " (UID FLAGS MODSEQ)";
          case 3 -> "UID FETCH 1:* (FLAGS) (CHANGEDSINCE " + client.highest() + " VANISHED)";
          case 4 -> "STORE " + some + " (UNCHANGEDSINCE " + client.highest() + ") " + flags(random);
          case 5 -> "STORE " + some + " " + flags(random);
          case 6 -> "SEARCH MODSEQ " + client.highest();
          case 7 -> "EXPUNGE";
          default -> change(random);
        };
    client.send(command);
    if (random.nextInt(4) == 0) {
      client.breaksAfter(random.nextInt(6));
    } else {
      client.hears();
    }
  }

  /** Any change that a session can make without knowing what is there. */
  private static String change(Random random) {
    int uid = 1 + random.nextInt(60);
    String set = uid + ":" + (uid + random.nextInt(6));
    return switch (random.nextInt(9)) {
      case 0, 1, 2, 3 -> "UID STORE " + set + " " + flags(random);
      case 4 -> "UID COPY " + set + " INBOX";
      case 5 -> "APPEND INBOX {17+}\r\nSubject: x\r\n\r\ny\r\n";
      case 6 -> "UID MOVE " + set + " INBOX";
      default -> "UID EXPUNGE 1:*";
    };
  }

  private static String flags(Random random) {
    String sign = List.of("+", "-", "").get(random.nextInt(3));
    String silent = random.nextBoolean() ? ".SILENT" : "";
    String flag = FLAGS.get(random.nextInt(FLAGS.size()));
    return sign + "FLAGS" + silent + " (" + flag + ")";
  }

  private static Map<Long, Set<String>> truth(LineClient client) throws IOException {
    client.command("t", "NOOP");
    Map<Long, Set<String>> there = new TreeMap<>();
    for (String line : client.command("t", "UID FETCH 1:* (FLAGS)")) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        Set<String> flags = new TreeSet<>(List.of(matcher.group(2).split(" ", -1)));
        flags.remove("");
        flags.remove("\\Recent");
        there.put(Long.parseLong(matcher.group(1)), flags);
      }
    }
    return there;
  }
}
