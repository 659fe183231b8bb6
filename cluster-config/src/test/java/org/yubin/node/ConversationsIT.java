package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.yubin.frontend.imap.random.RandomSessions;
import org.yubin.frontend.imap.shared.SharedLoad;
import org.yubin.frontend.imap.transcript.TranscriptRunner;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/**
 * What the frontend's tests say to a server in memory, said to a real node with a real journal and
 * a real Cassandra: every transcript, random sessions against the model, and sessions that share a
 * mailbox. One node for all, an account for each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationsIT {
  private static final Path TRANSCRIPTS = Path.of("../frontend/src/test/resources/transcripts");
  private static final Pattern CAPABILITY = Pattern.compile("CAPABILITY ([^\\]\r]+)");
  private static final Pattern CAPABILITY_ROW = Pattern.compile("^\\| `([^`]+)` \\|");
  private static final long SEED = Long.getLong("yubin.random.seed", 1);
  private static final int SESSIONS = Integer.getInteger("yubin.random.sessions", 50);
  private static final int MAILBOXES = Integer.getInteger("yubin.random.shared", 16);
  private static final int COMMANDS = 25;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private DevServer server;

  @BeforeAll
  void start() throws IOException {
    server = DevServer.start(Path.of("target/conversations-it"));
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    TranscriptRunner runner = new TranscriptRunner(server);
    return TranscriptRunner.in(TRANSCRIPTS).stream()
        .filter(TranscriptRunner::isForTls)
        .map(
            file ->
                DynamicTest.dynamicTest(
                    TRANSCRIPTS.relativize(file).toString(), () -> runner.play(file)));
  }

  /** docs/rfc-support.md names what this node announces, and nothing else. */
  @Test
  void capabilities_areThoseOfTheTable() throws IOException {
    Set<String> announced = new TreeSet<>();
    TranscriptServer.Login login = server.newAccount();
    try (WireClient client = new WireClient(server.address().getPort(), 10_000)) {
      announced.addAll(words(client.response().text()));
      announced.addAll(
          words(client.command("LOGIN " + login.name() + " " + login.password()).text()));
      client.command("CAPABILITY").untagged().forEach(line -> announced.addAll(words(line.text())));
    }
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("../docs/rfc-support.md"))) {
      Matcher row = CAPABILITY_ROW.matcher(line);
      if (row.find()) {
        named.add(row.group(1));
      }
    }
    named.remove("LOGINDISABLED"); // for a node that does not take passwords without TLS
    named.remove("LITERAL-"); // for one that is told to offer it in place of LITERAL+
    assertThat(announced).containsExactlyInAnyOrderElementsOf(named);
  }

  private static List<String> words(String response) {
    Matcher words = CAPABILITY.matcher(response);
    return words.find() ? List.of(words.group(1).split(" ", -1)) : List.of();
  }

  @TestFactory
  Stream<DynamicTest> randomSessions() {
    RandomSessions sessions = new RandomSessions(server, 1);
    return LongStream.range(SEED, SEED + SESSIONS)
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> sessions.run(seed)));
  }

  @Test
  void sessionsOnOneMailbox_areNotToldWhatCannotBe() throws Exception {
    try (SharedLoad load = new SharedLoad(server, PATIENCE)) {
      load.runAll(SEED, MAILBOXES, COMMANDS, 3);
    }
  }
}
