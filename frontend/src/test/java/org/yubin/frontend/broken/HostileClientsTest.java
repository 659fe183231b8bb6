package org.yubin.frontend.broken;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.session.ImapLimits.Strangers;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;

/** Clients that want to hold something, or too many of them: each is sent away, others stay. */
class HostileClientsTest {
  private static final int CONNECTIONS = 5_000;
  private static final Duration SOON = Duration.ofMillis(400);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private MemoryServer server(ImapLimits limits) {
    MemoryServer server = new MemoryServer(limits.withPlainLogin(true));
    open.add(server);
    return server;
  }

  private LineClient loggedIn(MemoryServer server) throws IOException {
    LineClient client = new LineClient(server.address());
    open.add(client);
    client.receive();
    TranscriptServer.Login login = server.newAccount();
    assertThat(client.command("in", "LOGIN " + login.name() + " " + login.password()))
        .last()
        .asString()
        .startsWith("in OK");
    return client;
  }

  private static ImapLimits strangers(Duration command, int messageOctets, long held) {
    Strangers usual = Strangers.defaults();
    return ImapLimits.defaults()
        .withStrangers(
            new Strangers(
                usual.maxLoginOctets(), usual.handshakeTimeout(), command, messageOctets, held));
  }

  // ---- floods ----

  @Test
  void fiveThousandConnections_ofOneAddress_leaveTheOthersAlone() throws IOException {
    MemoryServer server = server(ImapLimits.defaults());
    int most = ImapLimits.defaults().maxConnectionsPerAddress();
    LineClient bystander = loggedIn(server);
    List<SocketChannel> flood = new ArrayList<>();
    int greeted = 0;
    int refused = 0;
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        SocketChannel one = SocketChannel.open(server.address());
        flood.add(one);
        String said = firstLine(one);
        greeted += said.startsWith("* OK ") ? 1 : 0;
        refused += said.startsWith("* BYE ") ? 1 : 0;
        if (i % 500 == 0) {
          assertThat(bystander.command("b" + i, "NOOP")).last().asString().contains(" OK");
        }
      }
    } finally {
      for (SocketChannel one : flood) {
        one.close();
      }
    }
    assertThat(greeted).isEqualTo(most - 1);
    assertThat(refused).isEqualTo(CONNECTIONS - greeted);
    await().untilAsserted(() -> assertThat(server.server().connections()).isEqualTo(1));
    loggedIn(server);
  }

  private static String firstLine(SocketChannel from) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(1_024);
    while (from.read(line) > 0 && line.get(line.position() - 1) != '\n') {
      assertThat(line.hasRemaining()).isTrue();
    }
    return new String(line.array(), 0, line.position(), US_ASCII);
  }

  @Test
  void manyThatHoldLargeLiterals_areSentAway_whenItIsTooMuch() throws IOException {
    MemoryServer server = server(strangers(Duration.ofMinutes(1), 1, 2_000_000));
    LineClient small = loggedIn(server);
    small.raw("s1 LOGOUT".getBytes(US_ASCII));
    List<LineClient> holding = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      LineClient one = loggedIn(server);
      one.send("a1 LIST \"\" {1000000+}");
      one.raw(new byte[900_000]);
      holding.add(one);
    }
    await().until(() -> toldSomething(holding) >= 6);
    assertThat(toldSomething(holding)).as("those for whom there is no room").isLessThan(8);
    small.send("");
    assertThat(small.receive()).startsWith("* BYE");
    assertThat(small.receive()).startsWith("s1 OK");
  }

  private static long toldSomething(List<LineClient> clients) throws IOException {
    long told = 0;
    for (LineClient client : clients) {
      told += client.unread() > 0 ? 1 : 0;
    }
    return told;
  }

  // ---- slow ones ----

  @Test
  void octetNowAndThen_isNoCommand() throws IOException {
    LineClient client = loggedIn(server(strangers(SOON, 1_000, 1 << 20)));
    var unused =
        drip(client, "a1 NOOP NOOP NOOP NOOP NOOP NOOP NOOP NOOP NOOP NOOP NOOP NOOP NOOP NOOP");
    assertThat(client.receive()).startsWith("* BYE A command took too long");
    assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
  }

  @Test
  void octetNowAndThen_isNoMessage() throws IOException {
    LineClient client = loggedIn(server(strangers(SOON, 1_000, 1 << 20)));
    client.send("a1 APPEND INBOX {10000}");
    assertThat(client.receive()).startsWith("+");
    var unused = drip(client, "x".repeat(200));
    assertThat(client.receive()).startsWith("* BYE A command took too long");
    assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
  }

  @Test
  void slowLine_isEnough_ifItGoesOn() throws IOException {
    LineClient client = loggedIn(server(strangers(Duration.ofMillis(1_500), 1, 1 << 20)));
    client.send("a1 APPEND INBOX {120}");
    assertThat(client.receive()).startsWith("+");
    drip(client, "x".repeat(120)).join();
    client.send("");
    assertThat(client.until("a1")).last().asString().startsWith("a1 OK");
  }

  @Test
  void silenceBetweenCommands_isNoSlowCommand() throws IOException {
    Duration window = Duration.ofSeconds(2);
    LineClient client = loggedIn(server(strangers(window, 1_000, 1 << 20)));
    client.raw("a1 NO".getBytes(US_ASCII));
    client.send("OP");
    assertThat(client.receive()).startsWith("a1 OK");
    await()
        .during(window.plusMillis(200))
        .atMost(Duration.ofSeconds(10))
        .until(() -> client.unread() == 0);
    client.send("a2 NOOP");
    assertThat(client.receive()).startsWith("a2 OK");
  }

  /** Sends an octet every 25 ms, as long as the server takes them. */
  private CompletableFuture<Void> drip(LineClient client, String text) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    open.add(clock::shutdownNow);
    CompletableFuture<Void> sent = new CompletableFuture<>();
    int[] next = {0};
    Runnable octet =
        () -> {
          try {
            client.raw(new byte[] {(byte) text.charAt(next[0]++)});
            if (next[0] == text.length()) {
              sent.complete(null);
              clock.shutdown();
            }
          } catch (IOException closed) {
            sent.completeExceptionally(closed);
            clock.shutdown();
          }
        };
    var unused = clock.scheduleAtFixedRate(octet, 0, 25, TimeUnit.MILLISECONDS);
    return sent;
  }

  // ---- those that do not read, or end halfway ----

  @Test
  void clientsThatNeverRead_makeTheServerHoldLittle() throws IOException {
    MemoryServer server = server(ImapLimits.defaults());
    LineClient bystander = loggedIn(server);
    byte[] flood = "a LIST \"\" \"*\"\r\n".repeat(50_000).getBytes(US_ASCII);
    long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    for (int i = 0; i < 20; i++) {
      LineClient deaf = loggedIn(server);
      deaf.socket().setReceiveBufferSize(4_096);
      pour(deaf.socket(), flood);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(bystander.command("b" + i, "NOOP")).last().asString().contains(" OK");
    }
    long held = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before;
    assertThat(held).as("direct memory of the server").isLessThan(64L << 20);
  }

  /** Sends on a thread of its own until the server takes no more, or is closed. */
  private void pour(Socket to, byte[] octets) {
    var unused =
        CompletableFuture.runAsync(
            () -> {
              try {
                to.getOutputStream().write(octets);
              } catch (IOException closed) {
                assertThat(to.isClosed()).isTrue();
              }
            },
            work -> {
              Thread thread = new Thread(work, "pouring");
              thread.setDaemon(true);
              thread.start();
            });
  }

  @Test
  void sidesClosedHalfway_leaveNothing() throws IOException {
    MemoryServer server = server(ImapLimits.defaults());
    for (String begun :
        List.of("", "a1", "a1 LOGIN {5+}\r\nab", "a1 LOGIN {5}\r\n", "a1 APPEND x {9+}\r\nab")) {
      LineClient client = new LineClient(server.address());
      open.add(client);
      client.receive();
      client.raw(begun.getBytes(US_ASCII));
      client.socket().shutdownOutput();
      String last = client.receive();
      while (!last.equals(LineClient.CLOSED)) {
        last = client.receive();
      }
    }
    await().untilAsserted(() -> assertThat(server.server().connections()).isZero());
  }
}
