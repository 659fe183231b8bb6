package org.yubin.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Hostile clients on every port of a real node, one kind after the other, while a well-behaved
 * session works: it never waits long, the node's memory stays within its bounds, and all sockets
 * are given back. (What each of them is answered, the frontend's own tests say.)
 */
class HostileIT {
  private static final int CONNECTIONS = 5_000;
  private static final long SEED = Long.getLong("yubin.seed", 20_261_125L);

  /** For the well-behaved; a busy machine of two cores needs room. Alone it takes some ms. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private static final Duration USUAL = Duration.ofSeconds(1);

  /** Longer than the login timeout, within which every stranger has gone. */
  private static final int ENDED_MILLIS = 80_000;

  private static final long MOST_RESIDENT = 1_400L << 20;
  private static final String NODE_OPTIONS = "-XX:MaxDirectMemorySize=128m";

  private final Random random = new Random(SEED);
  private final InetAddress here = InetAddress.getLoopbackAddress();

  private interface Attack {
    void run() throws Exception;
  }

  @Test
  void hostileClients_harmNobodyElse() throws Exception {
    System.out.println("seed " + SEED + " (-Dyubin.seed=)");
    Path dataDir = Path.of("target/hostile-it");
    DevProcess.deleteRecursively(dataDir);
    try (DevProcess server =
        new DevProcess(
            dataDir,
            List.of("--account", "good:secret"),
            Map.of("YUBIN_JAVA_OPTS", NODE_OPTIONS))) {
      server.start();
      try (WireClient good = WireClient.imap(server.imapPort, "good", "secret")) {
        good.command("SELECT INBOX");
        against(server, good, "garbage on every port", () -> garbage(server));
        against(server, good, "connections that stay", () -> flood(server));
        against(server, good, "clients that never read", () -> deaf(server));
        against(server, good, "messages that nest", () -> nesting(server));
        against(server, good, "TLS", () -> tls(server));
        try (WireClient next = WireClient.imap(server.imapPort, "good", "secret")) {
          assertThat(next.command("SELECT INBOX").ok()).isTrue();
        }
        // At the end, since whoever fails so often has to wait, from this address.
        against(server, good, "logins", () -> logins(server));
        assertThat(good.command("NOOP").ok()).isTrue();
      }
      assertThat(server.process().isAlive()).isTrue();
    }
  }

  /** One attack, and what the well-behaved session sees of it. */
  private static void against(DevProcess server, WireClient good, String what, Attack attack)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    List<Long> took = new ArrayList<>();
    Future<?> watch =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get() || took.size() < 5) {
                took.add(worked(good, took.size()));
              }
            });
    try {
      attack.run();
    } finally {
      over.set(true);
      watch.get(60, TimeUnit.SECONDS);
    }
    took.sort(null);
    long resident = resident(server);
    System.out.printf(
        "%s: %d commands beside it, p50 %d ms, longest %d ms; node %d MiB resident%n",
        what, took.size(), took.get(took.size() / 2), took.get(took.size() - 1), resident >> 20);
    assertThat(took.get(took.size() - 1)).as(what).isLessThan(LONGEST.toMillis());
    assertThat(took.get(took.size() / 2)).as(what).isLessThan(USUAL.toMillis());
    assertThat(resident).as(what).isLessThan(MOST_RESIDENT);
  }

  private static long worked(WireClient good, int number) {
    try {
      long start = System.nanoTime();
      WireClient.Answer answer =
          number % 4 == 0
              ? good.append("INBOX", "()", "Subject: x\r\n\r\nx\r\n".getBytes(US_ASCII))
              : good.command(number % 4 == 1 ? "FETCH 1 (FLAGS ENVELOPE)" : "NOOP");
      assertThat(answer.ok()).as(answer.text()).isTrue();
      long millis = (System.nanoTime() - start) / 1_000_000;
      TimeUnit.MILLISECONDS.sleep(20);
      return millis;
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError("the well-behaved session", failed);
    }
  }

  private static long resident(DevProcess server) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + server.process().pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new AssertionError("no VmRSS");
  }

  // ---- attacks ----

  private Socket open(int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(here, port), 10_000);
    socket.setSoTimeout(ENDED_MILLIS);
    return socket;
  }

  private void garbage(DevProcess server) throws Exception {
    for (int port :
        new int[] {server.imapPort, server.imapsPort, server.lmtpPort, server.httpPort}) {
      for (int i = 0; i < 25; i++) {
        try (Socket one = open(port)) {
          byte[] octets = new byte[1 + random.nextInt(200_000)];
          random.nextBytes(octets);
          one.getOutputStream().write(octets);
          one.shutdownOutput();
          drain(one);
        } catch (IOException closedOnUs) {
          assertThat(closedOnUs).isNotInstanceOf(SocketTimeoutException.class);
        }
      }
    }
  }

  private void flood(DevProcess server) throws Exception {
    List<Socket> all = new ArrayList<>();
    int refused = 0;
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket one = open(i % 5 == 4 ? server.lmtpPort : server.imapPort);
        all.add(one);
        byte[] first = new byte[5];
        one.getInputStream().readNBytes(first, 0, 5);
        String said = new String(first, ISO_8859_1);
        refused += said.equals("* BYE") || said.startsWith("421") ? 1 : 0;
      }
    } finally {
      for (Socket one : all) {
        one.close();
      }
    }
    assertThat(refused).isBetween(CONNECTIONS - 400, CONNECTIONS - 390);
  }

  private void logins(DevProcess server) throws Exception {
    List<Socket> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Socket one = open(server.imapPort);
      all.add(one);
      for (int n = 0; n < 5; n++) {
        String name = n % 2 == 0 ? "good" : "nobody" + random.nextInt(1000);
        one.getOutputStream().write(("l LOGIN " + name + " wrong" + n + "\r\n").getBytes(US_ASCII));
      }
    }
    for (Socket one : all) {
      String said = drain(one);
      assertThat(said).contains("* BYE").doesNotContain("l OK").contains("l NO [");
      one.close();
    }
  }

  private void deaf(DevProcess server) throws Exception {
    byte[] asks = "a LIST \"\" *\r\n".repeat(200_000).getBytes(US_ASCII);
    List<Socket> all = new ArrayList<>();
    List<CompletableFuture<Void>> sending = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket one = open(i % 2 == 0 ? server.imapPort : server.lmtpPort);
      all.add(one);
      one.setReceiveBufferSize(4_096);
      sending.add(CompletableFuture.runAsync(() -> pour(one, asks)));
    }
    TimeUnit.SECONDS.sleep(2);
    for (Socket one : all) {
      one.close();
    }
    CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
  }

  private static void pour(Socket to, byte[] octets) {
    try {
      to.getOutputStream().write(octets);
    } catch (IOException closed) {
      assertThat(to.isBound()).isTrue();
    }
  }

  private void nesting(DevProcess server) throws Exception {
    StringBuilder parts = new StringBuilder("Subject: parts\r\n");
    for (int i = 0; i < 10_000; i++) {
      parts.append("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(i, i));
    }
    String messages = "Content-Type: message/rfc822\r\n\r\n".repeat(10_000);
    String fields = "X-Odd: 1\r\n".repeat(1_000_000) + "Subject: last\r\n\r\nx\r\n";
    try (WireClient imap = WireClient.imap(server.imapPort, "good", "secret")) {
      for (String one : List.of(parts.toString(), messages, fields)) {
        assertThat(imap.append("Drafts", "()", one.getBytes(US_ASCII)).ok()).isTrue();
      }
      imap.command("SELECT Drafts");
      for (String command :
          List.of(
              "FETCH 1:* (ENVELOPE BODYSTRUCTURE)",
              "FETCH 1:* (BODY.PEEK[HEADER.FIELDS (SUBJECT)])",
              "FETCH 1:* (BODY.PEEK[1.1.1.1.1.1.1.1.1.1.MIME])",
              "SEARCH HEADER SUBJECT last",
              "SEARCH TEXT nowhere")) {
        WireClient.Answer answer = imap.command(command);
        assertThat(answer.ok()).as(answer.text()).isTrue();
      }
    }
  }

  private void tls(DevProcess server) throws Exception {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Socket one = open(server.imapsPort);
      one.getOutputStream().write(Arrays.copyOf(new byte[] {22, 3, 1, 2, 0, 1}, 6));
      silent.add(one);
    }
    HostileTls.handshakesOneAfterTheOther(server.imapsPort);
    for (Socket one : silent) {
      drain(one);
      one.close();
    }
  }

  /** Reads to the end, which has to come. */
  private static String drain(Socket from) throws IOException {
    try {
      InputStream in = from.getInputStream();
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (SocketTimeoutException open) {
      throw new AssertionError("still open", open);
    } catch (IOException reset) {
      return "";
    }
  }
}
