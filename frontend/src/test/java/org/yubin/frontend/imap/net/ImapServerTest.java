package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.Services;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;
import org.yubin.persistence.id.Ids;

class ImapServerTest {
  private static final ImapLimits LIMITS = ImapLimits.defaults().withPlainLogin(true);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private MemoryServer server(ImapLimits limits) {
    MemoryServer server = new MemoryServer(limits);
    open.add(server);
    return server;
  }

  private MemoryServer server(SinkBodies sink) {
    MemoryServer server = new MemoryServer(LIMITS, sink::in, Optional.empty());
    open.add(server);
    return server;
  }

  private LineClient greeted(MemoryServer server) throws IOException {
    LineClient client = new LineClient(server.address());
    open.add(client);
    assertThat(client.receive()).startsWith("* OK [CAPABILITY IMAP4rev1 ");
    return client;
  }

  private LineClient loggedIn(MemoryServer server) throws IOException {
    LineClient client = greeted(server);
    TranscriptServer.Login login = server.newAccount();
    assertThat(client.command("in", "LOGIN " + login.name() + " " + login.password()))
        .last()
        .asString()
        .startsWith("in OK [CAPABILITY IMAP4rev1 ");
    return client;
  }

  @Test
  void pipelinedCommands_areAnsweredInOrder() throws IOException {
    LineClient client = loggedIn(server(LIMITS));
    StringBuilder commands = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      commands.append("p").append(i).append(i % 2 == 0 ? " NOOP\r\n" : " SELECT INBOX\r\n");
    }
    client.raw(commands.toString().getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 500; i++) {
      assertThat(client.until("p" + i)).last().asString().startsWith("p" + i + " OK");
    }
  }

  @Test
  void commandsThatComeOctetByOctet_areUnderstood() throws IOException {
    LineClient client = loggedIn(server(LIMITS));
    for (byte octet :
        "o1 APPEND INBOX {5+}\r\nHello\r\no2 NOOP\r\n".getBytes(StandardCharsets.US_ASCII)) {
      client.raw(new byte[] {octet});
    }
    assertThat(client.until("o1")).last().asString().startsWith("o1 OK [APPENDUID");
    assertThat(client.until("o2")).last().asString().startsWith("o2 OK");
  }

  @Test
  void clientThatHasClosedItsSide_getsItsAnswers() throws IOException {
    LineClient client = loggedIn(server(LIMITS));
    client.send("h1 SELECT INBOX");
    client.send("h2 FETCH 1:* FLAGS");
    client.send("h3 NOOP");
    client.socket().shutdownOutput();
    assertThat(client.until("h3")).last().asString().startsWith("h3 OK");
    assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
  }

  @Test
  void clientThatGoesAwayInIdle_leavesNothing() throws IOException {
    MemoryServer server = server(LIMITS);
    LineClient client = loggedIn(server);
    client.send("i1 IDLE");
    assertThat(client.receive()).startsWith("+");
    client.close();
    await().untilAsserted(() -> assertThat(server.server().connections()).isZero());
  }

  @Test
  void stop_endsIdleAndAnswersWhatRuns() throws IOException {
    MemoryServer server = server(LIMITS);
    LineClient idling = loggedIn(server);
    idling.send("i1 IDLE");
    assertThat(idling.receive()).startsWith("+");
    LineClient resting = greeted(server);
    server.server().stop().toCompletableFuture().join();
    assertThat(idling.receive()).startsWith("* BYE");
    assertThat(idling.receive()).isEqualTo(LineClient.CLOSED);
    assertThat(resting.receive()).startsWith("* BYE");
    assertThat(resting.receive()).isEqualTo(LineClient.CLOSED);
  }

  @Test
  void oneConnectionTooMany_isTurnedAway() throws IOException {
    MemoryServer server = server(limits(2, Duration.ofMinutes(1), Duration.ofMinutes(30)));
    LineClient first = greeted(server);
    greeted(server);
    try (LineClient third = new LineClient(server.address())) {
      assertThat(third.receive()).startsWith("* BYE");
      assertThat(third.receive()).isEqualTo(LineClient.CLOSED);
    }
    first.command("l", "LOGOUT");
    first.close();
    await().untilAsserted(() -> assertThat(server.server().connections()).isEqualTo(1));
    greeted(server);
  }

  @Test
  void whoDoesNotLogIn_isSentAway() throws IOException {
    LineClient client = greeted(server(limits(9, Duration.ofMillis(200), Duration.ofMinutes(30))));
    assertThat(client.receive()).startsWith("* BYE");
    assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
  }

  @Test
  void whoSaysNothing_isLoggedOut_inIdleToo() throws IOException {
    LineClient client = loggedIn(server(limits(9, Duration.ofMinutes(1), Duration.ofMillis(300))));
    client.send("i1 IDLE");
    assertThat(client.receive()).startsWith("+");
    assertThat(client.receive()).startsWith("* BYE Autologout");
    assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
  }

  @Test
  void endlessLine_isAnsweredAndEndsTheConnection() throws IOException {
    LineClient client = loggedIn(server(LIMITS));
    client.raw(("e1 " + "x".repeat(200_000)).getBytes(StandardCharsets.US_ASCII));
    assertThat(client.receive()).startsWith("e1 BAD");
    assertThat(client.receive()).startsWith("* BYE");
    assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
  }

  @Test
  void tooManyBadCommands_endTheConnection() throws IOException {
    LineClient client = greeted(server(LIMITS));
    for (int i = 1; i <= LIMITS.maxBadCommands(); i++) {
      client.send("GET / HTTP/1.1");
      assertThat(client.receive()).startsWith("GET BAD");
    }
    assertThat(client.receive()).startsWith("* BYE");
    assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
  }

  @Test
  void faultOfTheProgram_isSaid_andTheSessionGoesOn() throws IOException {
    MemoryServer server = new MemoryServer(LIMITS, ImapServerTest::faulty, Optional.empty());
    open.add(server);
    LineClient client = loggedIn(server);
    assertThat(client.command("f1", "SELECT INBOX"))
        .last()
        .asString()
        .startsWith("f1 NO [SERVERBUG]");
    assertThat(client.command("f2", "NOOP")).last().asString().startsWith("f2 OK");
  }

  private static Services faulty(Services s) {
    return s.with(new FaultyMailboxes(s.mailboxes()));
  }

  @Test
  void clientThatNeverReads_isCutOff() throws IOException {
    MemoryServer server =
        server(
            new ImapLimits(
                65536,
                1 << 20,
                1 << 27,
                64,
                20,
                5,
                Duration.ofMinutes(1),
                Duration.ofMinutes(30),
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                100,
                100,
                true));
    LineClient client = loggedIn(server);
    byte[] message =
        ("Subject: x\r\n\r\n" + "y".repeat(4_000_000)).getBytes(StandardCharsets.US_ASCII);
    client.send("a1 APPEND INBOX {" + message.length + "+}");
    client.raw(message);
    client.send("");
    client.until("a1");
    client.command("a2", "SELECT INBOX");
    for (int i = 0; i < 8; i++) {
      client.send("f" + i + " FETCH 1 BODY.PEEK[]");
    }
    await().untilAsserted(() -> assertThat(server.server().connections()).isZero());
  }

  @Test
  void appendThatIsNotStored_stopsTheClient() throws IOException {
    SinkBodies sink = new SinkBodies(Ids.secure(), true);
    MemoryServer server = server(sink);
    LineClient client = loggedIn(server);
    int size = 100_000_000;
    client.send("a1 APPEND INBOX {" + size + "+}");
    AtomicLong sent = new AtomicLong();
    OutputStream out = client.socket().getOutputStream();
    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> fill(out, size, sent));
    await().untilAsserted(() -> assertThat(sink.octets()).isPositive());
    await()
        .during(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(sent.get()).isLessThan(size / 2));
    assertThat(sink.octets()).isLessThan(200_000);
    client.close();
    assertThat(sending).failsWithin(Duration.ofSeconds(10));
  }

  @Test
  void largeMessages_fourAtOnce_areTakenWhole() throws IOException {
    SinkBodies sink = new SinkBodies(Ids.secure(), false);
    MemoryServer server = server(sink);
    int size = 20_000_000;
    List<LineClient> clients = new ArrayList<>();
    List<CompletableFuture<Void>> sending = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      LineClient client = loggedIn(server);
      clients.add(client);
      client.send("a1 APPEND INBOX {" + size + "}");
      assertThat(client.receive()).startsWith("+");
      OutputStream out = client.socket().getOutputStream();
      sending.add(CompletableFuture.runAsync(() -> fill(out, size, new AtomicLong())));
    }
    for (int i = 0; i < 4; i++) {
      sending.get(i).join();
      clients.get(i).send("");
      assertThat(clients.get(i).until("a1")).last().asString().startsWith("a1 OK [APPENDUID");
    }
    assertThat(sink.octets()).isEqualTo(4L * size);
  }

  @Test
  void clientThatGoesAwayWithinAMessage_leavesNoBody() throws IOException {
    SinkBodies sink = new SinkBodies(Ids.secure(), false);
    MemoryServer server = server(sink);
    LineClient client = loggedIn(server);
    client.send("a1 APPEND INBOX {1000}");
    assertThat(client.receive()).startsWith("+");
    client.raw(new byte[500]);
    await().untilAsserted(() -> assertThat(sink.octets()).isEqualTo(500));
    client.close();
    await().untilAsserted(() -> assertThat(sink.discarded()).isEqualTo(1));
    await().untilAsserted(() -> assertThat(server.server().connections()).isZero());
  }

  private static void fill(OutputStream out, int size, AtomicLong sent) {
    byte[] block =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd\r\n"
            .repeat(1024)
            .getBytes(StandardCharsets.US_ASCII);
    try {
      while (sent.get() < size) {
        int part = (int) Math.min(block.length, size - sent.get());
        out.write(block, 0, part);
        sent.addAndGet(part);
      }
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static ImapLimits limits(int perAddress, Duration login, Duration idle) {
    return new ImapLimits(
        65536,
        1 << 20,
        1 << 27,
        64,
        20,
        5,
        login,
        idle,
        Duration.ofMinutes(2),
        Duration.ofSeconds(1),
        100,
        perAddress,
        true);
  }
}
