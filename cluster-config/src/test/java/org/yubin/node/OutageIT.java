package org.yubin.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Cassandra hangs, is slow, is killed, and has no room on its disk: each command is answered within
 * a time, with NO [UNAVAILABLE] or 4xx or as ever, nothing is half there, and the node that has
 * seen it all goes on without a restart. One node, started twice: what it finds when it wakes is
 * part of it.
 */
class OutageIT {
  /** What the node is told; the product's own are longer. */
  private static final Map<String, String> SHORT =
      Map.of(
          "YUBIN_UNAVAILABLE_AFTER",
          "5 seconds",
          "YUBIN_JAVA_OPTS",
          "-Ddatastax-java-driver.basic.request.timeout=2s -Dyubin.entity.step-timeout=4s");

  /** The longest of the waits above, one of each, and head room for a busy machine. */
  private static final Duration ANSWERED = Duration.ofSeconds(20);

  private static final Duration RECOVERED = Duration.ofMinutes(4);
  private static final String REFUSED = "NO [UNAVAILABLE]";
  private static final String USER = "out";
  private static final String PASSWORD = "secret";
  private static final List<String> ACCOUNT = List.of("--account", USER + ":" + PASSWORD);

  private final Path dataDir = Path.of("target/outage-it");
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private long nodePid;

  /** An answer, and how long it took. */
  private record Timed(String said, Duration took) {}

  private interface Said {
    String get() throws Exception;
  }

  @Test
  void outagesOfCassandra_areAnsweredAndSurvived() throws Exception {
    DevProcess.deleteRecursively(dataDir);
    try (SmallDisk disk = SmallDisk.mount(dataDir.resolve("cassandra/commitlog"));
        DevProcess first = new DevProcess(dataDir, ACCOUNT, Map.of());
        DevProcess server = new DevProcess(dataDir, List.of(), SHORT)) {
      first.start();
      try (WireClient imap = WireClient.imap(first.imapPort, USER, PASSWORD)) {
        for (int i = 0; i < 20; i++) {
          assertThat(imap.append("INBOX", "()", message(i, 5_000)).ok()).isTrue();
        }
      }
      first.killNode();
      server.start();
      nodePid = server.process().pid();
      hangsWhenFirstNeeded(server);
      hangsUnderLoad(server);
      isSlow(server);
      isKilled(server);
      if (disk.mounted()) {
        hasNoRoom(server, disk);
      } else {
        System.out.println("disk full: not tried, for lack of the right to mount a small one");
      }
      assertThat(server.process().pid()).as("the node was not started again").isEqualTo(nodePid);
      assertThat(server.process().isAlive()).isTrue();
    } finally {
      clients.shutdownNow();
    }
  }

  /** The journal is first used while nobody answers it. */
  private void hangsWhenFirstNeeded(DevProcess server) throws Exception {
    try (WireClient imap = WireClient.imap(server.imapPort, USER, PASSWORD);
        Frozen frozen = new Frozen(server.cassandraPid())) {
      Future<Timed> select = timed(() -> imap.command("SELECT INBOX").text());
      Future<Timed> login = timed(() -> login(server));
      Future<Timed> recipient = timed(() -> recipient(server));
      assertAnswered("SELECT, nothing ever read", select, REFUSED);
      assertAnswered("LOGIN", login, REFUSED);
      assertAnswered("RCPT", recipient, "451 ");
      assertAnswered("NOOP", timed(() -> imap.command("NOOP").text()), "OK");
      frozen.thaw();
      recovered(server);
    }
  }

  private void hangsUnderLoad(DevProcess server) throws Exception {
    List<String> before = shown(server);
    List<WireClient> sessions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      WireClient one = WireClient.imap(server.imapPort, USER, PASSWORD);
      assertThat(one.command("SELECT INBOX").ok()).isTrue();
      sessions.add(one);
    }
    WireClient lmtp = greeted(server);
    lmtp.smtp("MAIL FROM:<a@x>");
    assertThat(lmtp.smtp("RCPT TO:<" + USER + "@localhost>")).startsWith("250");
    try (Frozen frozen = new Frozen(server.cassandraPid())) {
      List<Future<Timed>> answers =
          List.of(
              timed(() -> sessions.get(0).append("INBOX", "()", message(100, 5_000)).text()),
              timed(() -> sessions.get(1).append("INBOX", "()", message(101, 900_000)).text()),
              timed(() -> sessions.get(2).command("STORE 1 +FLAGS (\\Flagged)").text()),
              timed(() -> sessions.get(3).command("COPY 1:5 Archive").text()),
              timed(() -> sessions.get(4).command("CREATE while-away").text()));
      Future<Timed> delivery = timed(() -> delivered(lmtp));
      for (Future<Timed> answer : answers) {
        assertAnswered("a change", answer, REFUSED);
      }
      assertAnswered("DATA", delivery, "451 ");
      frozen.thaw();
      recovered(server);
    }
    for (WireClient one : sessions) {
      assertThat(one.command("NOOP").ok()).as("a session that lived through it").isTrue();
      one.close();
    }
    lmtp.close();
    assertThat(shown(server)).as("what was there").containsAll(before);
  }

  /** It runs a tenth of the time. */
  private void isSlow(DevProcess server) throws Exception {
    long pid = server.cassandraPid();
    Future<?> pulses =
        clients.submit(
            () -> {
              for (int i = 0; i < 15; i++) {
                try (Frozen frozen = new Frozen(pid)) {
                  frozen.last(Duration.ofMillis(180));
                }
                TimeUnit.MILLISECONDS.sleep(20);
              }
              return null;
            });
    try (WireClient imap = WireClient.imap(server.imapPort, USER, PASSWORD)) {
      while (!pulses.isDone()) {
        assertAnswered(
            "APPEND", timed(() -> imap.append("INBOX", "()", message(1, 99)).text()), "");
      }
    }
    pulses.get();
    recovered(server);
  }

  private void isKilled(DevProcess server) throws Exception {
    server.killCassandra();
    try (WireClient imap = WireClient.imap(server.imapPort)) {
      assertAnswered("NOOP", timed(() -> imap.command("NOOP").text()), "OK");
      assertAnswered("LOGIN", timed(() -> login(server)), "");
      assertAnswered("RCPT", timed(() -> recipient(server)), "");
    }
    recovered(server);
  }

  private void hasNoRoom(DevProcess server, SmallDisk disk) throws Exception {
    List<String> before = shown(server);
    disk.fill();
    int refused = 0;
    try (WireClient imap = WireClient.imap(server.imapPort, USER, PASSWORD)) {
      for (int i = 0; i < 60 && refused == 0; i++) {
        int number = 200 + i;
        Timed answer =
            timed(() -> imap.append("INBOX", "()", message(number, 900_000)).text()).get();
        assertThat(answer.took()).isLessThan(ANSWERED);
        refused += answer.said().startsWith(REFUSED) ? 1 : 0;
      }
      assertThat(refused).as("the disk was full").isPositive();
      assertAnswered("NOOP", timed(() -> imap.command("NOOP").text()), "OK");
      assertAnswered("RCPT", timed(() -> recipient(server)), "");
    }
    disk.free();
    recovered(server);
    assertThat(shown(server)).as("what was there").containsAll(before);
  }

  // ---- what clients do ----

  private Future<Timed> timed(Said what) {
    Callable<Timed> task =
        () -> {
          long start = System.nanoTime();
          String said = what.get();
          return new Timed(said, Duration.ofNanos(System.nanoTime() - start));
        };
    return clients.submit(task);
  }

  private static void assertAnswered(String what, Future<Timed> answer, String beginning)
      throws Exception {
    Timed timed = answer.get(ANSWERED.toSeconds(), TimeUnit.SECONDS);
    System.out.printf("%s: %s, after %d ms%n", what, timed.said(), timed.took().toMillis());
    assertThat(timed.said()).as(what).startsWith(beginning);
  }

  private static String login(DevProcess server) throws IOException {
    try (WireClient imap = WireClient.imap(server.imapPort)) {
      return imap.command("LOGIN " + USER + " " + PASSWORD).text();
    }
  }

  private static WireClient greeted(DevProcess server) throws IOException {
    WireClient lmtp = new WireClient(server.lmtpPort, 60_000);
    lmtp.smtp("");
    lmtp.smtp("LHLO client");
    return lmtp;
  }

  private static String recipient(DevProcess server) throws IOException {
    try (WireClient lmtp = greeted(server)) {
      lmtp.smtp("MAIL FROM:<a@x>");
      return lmtp.smtp("RCPT TO:<" + USER + "@localhost>");
    }
  }

  private static String delivered(WireClient lmtp) throws IOException {
    assertThat(lmtp.smtp("DATA")).startsWith("354");
    lmtp.send(message(300, 50_000));
    return lmtp.smtp(".");
  }

  /** Reads and writes are served again, by the same node. */
  private static void recovered(DevProcess server) {
    long start = System.nanoTime();
    Awaitility.await("served again")
        .atMost(RECOVERED)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              try (WireClient imap = WireClient.imap(server.imapPort, USER, PASSWORD)) {
                return imap.command("SELECT INBOX").ok()
                    && imap.append("INBOX", "()", message(0, 2_000)).ok()
                    && imap.command("FETCH * BODY[]").ok();
              }
            });
    System.out.printf("served again after %d ms%n", (System.nanoTime() - start) / 1_000_000);
  }

  /** UID and size of all messages; each is as large as it says. */
  private static List<String> shown(DevProcess server) throws IOException {
    try (WireClient imap = WireClient.imap(server.imapPort, USER, PASSWORD)) {
      assertThat(imap.command("SELECT INBOX").ok()).isTrue();
      WireClient.Answer all = imap.command("UID FETCH 1:* (RFC822.SIZE BODY.PEEK[])");
      assertThat(all.ok()).isTrue();
      List<String> messages = new ArrayList<>();
      for (WireClient.Response one : all.untagged()) {
        if (!one.literals().isEmpty()) {
          assertThat(one.text()).contains("RFC822.SIZE " + one.literals().get(0).length + " ");
          messages.add(one.text().replaceFirst("^\\* \\d+ ", ""));
        }
      }
      return messages;
    }
  }

  private static byte[] message(int number, int octets) {
    byte[] noise = new byte[octets];
    new Random(number).nextBytes(noise);
    StringBuilder text = new StringBuilder("Subject: message " + number + "\r\n\r\n");
    for (int i = 0; i < octets; i++) {
      text.append((char) ('!' + 1 + (noise[i] & 0x3f)));
      if (i % 70 == 69) {
        text.append("\r\n");
      }
    }
    return text.append("\r\n").toString().replace("\r\n.", "\r\nx").getBytes(US_ASCII);
  }

  /** A process that is stopped, and goes on when this is closed. */
  private static final class Frozen implements AutoCloseable {
    private final long pid;

    Frozen(long pid) throws IOException {
      this.pid = pid;
      signal("-STOP");
    }

    void last(Duration time) throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    private void signal(String name) throws IOException {
      Process kill = new ProcessBuilder("kill", name, "" + pid).inheritIO().start();
      assertThat(kill.onExit().join().exitValue()).isZero();
    }

    void thaw() throws IOException {
      signal("-CONT");
    }

    @Override
    public void close() throws IOException {
      thaw();
    }
  }

  /** A folder with little room, where the system lets us make one. */
  private record SmallDisk(Path folder, boolean mounted) implements AutoCloseable {
    private static final int MEGABYTES = 160;

    static SmallDisk mount(Path folder) throws IOException {
      Files.createDirectories(folder);
      Path absolute = folder.toAbsolutePath();
      boolean mounted =
          run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "none", "" + absolute);
      return new SmallDisk(absolute, mounted);
    }

    private static boolean run(String... command) {
      try {
        Process process = new ProcessBuilder(command).inheritIO().start();
        return process.onExit().join().exitValue() == 0;
      } catch (IOException noSuchProgram) {
        return false;
      }
    }

    /** Takes all the room that is left. */
    void fill() throws IOException {
      byte[] block = new byte[64 * 1024];
      try (var out = Files.newOutputStream(ballast())) {
        while (Files.getFileStore(folder).getUsableSpace() >= block.length) {
          out.write(block);
        }
      } catch (IOException full) {
        assertThat(Files.size(ballast())).isPositive();
      }
    }

    void free() throws IOException {
      Files.delete(ballast());
    }

    private Path ballast() {
      return folder.resolve("ballast.bin");
    }

    @Override
    public void close() {
      if (mounted) {
        assertThat(run("umount", "-l", "" + folder)).isTrue();
      }
    }
  }
}
