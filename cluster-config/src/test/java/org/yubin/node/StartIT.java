package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.admin.ClusterState;

/**
 * {@code ./yubin dev} as a newcomer meets it: what it prints, what it refuses, what it leaves
 * behind.
 */
class StartIT {
  private static final Pattern PASSWORD = Pattern.compile("account alice +password (\\S+)");
  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final Duration SECOND_START = Duration.ofSeconds(30);

  @Test
  void firstStart_tellsHowToReadMail_andTheSecondFindsIt() throws Exception {
    Path dataDir = Path.of("target/start-it");
    try (DevProcess server = DevProcess.fresh(dataDir)) {
      server.start();
      Matcher password = PASSWORD.matcher(server.terminal());
      assertThat(password.find()).as(server.terminal()).isTrue();
      int mail = messages(server, password.group(1));
      assertThat(mail).as("sample mail").isGreaterThan(0);
      assertThat(Files.getPosixFilePermissions(dataDir.resolve("admin.token")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));

      assertThat(
              DevProcess.run(
                  SHORT,
                  "dev",
                  "--data-dir",
                  dataDir.toString(),
                  "--imap-port",
                  "0",
                  "--imaps-port",
                  "0",
                  "--lmtp-port",
                  "0",
                  "--http-port",
                  "0"))
          .as("a second node on the same folder")
          .matches(done -> done.status() == 1 && oneLine(done));
      accounts(server, dataDir);
      pythonClients(server);
      new Transfers(server.imapPort, server.imapsPort, server.httpPort, dataDir).run();
      bench(server, dataDir);
      metrics(server);
      clusterState(server, dataDir);

      long cassandra = server.cassandraPid();
      assertThat(server.stop()).isIn(0, 143);
      assertThat(ProcessHandle.of(cassandra).filter(ProcessHandle::isAlive))
          .as("Cassandra after a clean stop")
          .isEmpty();

      long started = System.nanoTime();
      server.start();
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      System.out.println("second start: " + took);
      assertThat(took).isLessThan(SECOND_START);
      assertThat(messages(server, password.group(1))).isEqualTo(mail);
    }
  }

  private static int messages(DevProcess server, String password) throws IOException {
    try (WireClient imap = WireClient.imap(server.imapPort, "alice", password)) {
      WireClient.Answer status = imap.command("STATUS INBOX (MESSAGES)");
      Matcher count = Pattern.compile("MESSAGES (\\d+)").matcher(status.untagged().get(0).text());
      assertThat(count.find()).isTrue();
      return Integer.parseInt(count.group(1));
    }
  }

  private static void accounts(DevProcess server, Path dataDir) throws Exception {
    List<String> where =
        List.of("--data-dir", dataDir.toString(), "--http-port", "" + server.httpPort);
    assertThat(account(where, "add", "--password", "first", "carol").status()).isZero();
    assertThat(account(where, "add", "--password", "first", "carol").text())
        .contains("there is such an account");
    assertThat(account(where, "list").text()).contains("alice").contains("bob").contains("carol");
    WireClient.imap(server.imapPort, "carol", "first").close();
    assertThat(account(where, "passwd", "--password", "second", "carol").status()).isZero();
    WireClient.imap(server.imapPort, "carol", "second").close();
    assertThat(account(where, "disable", "carol").status()).isZero();
    assertThat(refused(server, "carol", "second")).isTrue();
    assertThat(account(where, "delete", "carol").status()).isZero();
    assertThat(account(where, "list").text()).doesNotContain("carol");
  }

  private static DevProcess.Finished account(List<String> where, String verb, String... rest)
      throws Exception {
    java.util.ArrayList<String> line = new java.util.ArrayList<>(List.of("account", verb));
    line.addAll(where);
    line.addAll(List.of(rest));
    return DevProcess.run(SHORT, line.toArray(String[]::new));
  }

  private static boolean refused(DevProcess server, String user, String password) {
    try {
      WireClient.imap(server.imapPort, user, password).close();
      return false;
    } catch (IOException login) {
      return true;
    }
  }

  /**
   * Python's imaplib and smtplib, as a script would use them; Python is part of what CI installs.
   */
  private static void pythonClients(DevProcess server) throws Exception {
    Path out = Path.of("target/python-clients.txt");
    assertThat(
            DevProcess.run(
                    SHORT,
                    "account",
                    "add",
                    "--http-port",
                    "" + server.httpPort,
                    "--data-dir",
                    "target/start-it",
                    "--password",
                    "snake",
                    "python")
                .status())
        .isZero();
    Process process =
        new ProcessBuilder(
                "python3",
                "src/test/resources/clients/mail.py",
                "" + server.imapPort,
                "" + server.imapsPort,
                "" + server.lmtpPort,
                "python",
                "snake")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("mail.py ends").isTrue();
    assertThat(Files.readString(out, StandardCharsets.UTF_8)).contains("all passed");
    assertThat(process.exitValue()).isZero();
  }

  /** Every workload, just long enough for each to be answered, and the loader. */
  private static void bench(DevProcess server, Path dataDir) throws Exception {
    List<String> where =
        List.of("--data-dir", dataDir.toString(), "--http-port", "" + server.httpPort);
    for (String name : List.of("bench1", "bench2")) {
      assertThat(account(where, "add", "--password", "quick", name).status()).isZero();
    }
    String port = "" + server.imapPort;
    Path json = Path.of("target/bench.json");
    Files.deleteIfExists(json);
    DevProcess.Finished done =
        DevProcess.run(
            Duration.ofMinutes(2),
            "bench",
            "--port",
            port,
            "--lmtp-port",
            "" + server.lmtpPort,
            "--users",
            "bench%d",
            "--password",
            "quick",
            "--connections",
            "2",
            "--duration",
            "0.2",
            "--warm-up",
            "0",
            "--messages",
            "40",
            "--bulk",
            "10",
            "--server-pid",
            "" + server.process().pid(),
            "--json",
            json.toString());
    assertThat(done).matches(d -> d.status() == 0);
    JsonNode results = new ObjectMapper().readTree(json.toFile()).path("results");
    assertThat(results).hasSize(15);
    assertThat(results)
        .allSatisfy(
            each -> {
              assertThat(each.path("operations").asInt()).as(each.toString()).isPositive();
              assertThat(each.path("errors").asInt()).as(each.toString()).isZero();
              assertThat(each.has("server_cpu_ms_per_unit")).isTrue();
            });
    done =
        DevProcess.run(
            SHORT,
            "bench",
            "load",
            "--port",
            port,
            "--users",
            "bench%d",
            "--password",
            "quick",
            "--messages",
            "1500",
            "--size",
            "512",
            "--how",
            "copy");
    assertThat(done).matches(d -> d.status() == 0 && d.text().contains("bench-large has 1500"));
    done =
        DevProcess.run(
            SHORT,
            "bench",
            "--port",
            port,
            "--users",
            "bench%d",
            "--password",
            "wrong",
            "--workloads",
            "select");
    assertThat(done).matches(d -> d.status() == 1 && d.text().contains("first error: LOGIN"));
  }

  /** Without the token, and as docs/operations.md has it. */
  private static void metrics(DevProcess server) throws Exception {
    try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), server.imapPort)) {
      assertThat(connection.getInputStream().read()).as("the greeting").isEqualTo('*');
      HttpResponse<String> answer = get(server, "/metrics", "");
      assertThat(answer.statusCode()).isEqualTo(200);
      String served = answer.body();
      MetricsTable.assertDescribes(served);
      for (String used :
          List.of(
              "yubin_imap_commands_seconds_count{command=\"SELECT\",result=\"ok\"}",
              "yubin_imap_commands_seconds_count{command=\"LOGIN\",result=\"no\"}",
              "yubin_deliveries_seconds_count{result=\"delivered\"}",
              "yubin_sessions{protocol=\"imap\",tls=\"off\"}",
              "yubin_active_entities{kind=\"mailbox\"}",
              "yubin_active_entities{kind=\"account\"}",
              "yubin_shards{kind=\"mailbox\"}",
              "yubin_recovery_seconds_count{kind=\"mailbox\"}",
              "yubin_journal_persist_seconds_count{kind=\"mailbox\"}",
              "yubin_journal_batch_commands_sum{kind=\"mailbox\"}",
              "yubin_fence_confirm_seconds_count{kind=\"mailbox\"}",
              "yubin_content_reads_total{content=\"row\",place=\"memory\"}",
              "yubin_content_reads_total{content=\"summary\",place=\"memory\"}")) {
        assertThat(MetricsTable.value(served, used)).as(used).isPositive();
      }
      assertThat(MetricsTable.value(served, "yubin_failovers_total{kind=\"mailbox\"}")).isZero();
    }
  }

  private static void clusterState(DevProcess server, Path dataDir) throws Exception {
    assertThat(get(server, "/cluster", "").statusCode()).isEqualTo(401);
    String token = Files.readString(dataDir.resolve("admin.token")).strip();
    ClusterState state =
        new ObjectMapper().readValue(get(server, "/cluster", token).body(), ClusterState.class);
    assertThat(state.members())
        .containsExactly(
            new ClusterState.Member(
                state.self(), List.of("frontend", "mailbox"), "Up", true, true));
    assertThat(state.leader()).isEqualTo(state.self());
    assertThat(state.shards().get("mailbox"))
        .singleElement()
        .matches(here -> here.address().equals(state.self()) && here.entities() >= here.shards());
  }

  private static HttpResponse<String> get(DevProcess server, String path, String token)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void portInUse_isOneLineAndNothingIsLeft() throws Exception {
    Path dataDir = Path.of("target/start-it-port");
    DevProcess.deleteRecursively(dataDir);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DevProcess.Finished done =
          DevProcess.run(
              SHORT,
              "dev",
              "--data-dir",
              dataDir.toString(),
              "--imap-port",
              "" + taken.getLocalPort());
      assertThat(done).matches(d -> d.status() == 1 && oneLine(d));
      assertThat(done.text()).contains("--imap-port").contains("expected: a free port");
      assertThat(dataDir.resolve("cassandra")).doesNotExist();
    }
  }

  @Test
  void wrongOptions_areOneLine() throws Exception {
    for (List<String> line :
        List.of(
            List.of("dev", "--imap-prot", "1143"),
            List.of("dev", "--imap-port", "x"),
            List.of("dev", "--account", "nopassword"),
            List.of("serve"),
            List.of("serve", "--config", "/nonexistent/yubin.conf"),
            List.of("account"),
            List.of("account", "list", "--data-dir", "target/no-such-folder"),
            List.of("dev", "--imap-port", "70000"))) {
      DevProcess.Finished done = DevProcess.run(SHORT, line.toArray(String[]::new));
      assertThat(done).as(line + ": " + done).matches(d -> d.status() != 0 && oneLine(d));
    }
  }

  @Test
  void tooLittleMemory_isOneLine() throws Exception {
    Path dataDir = Path.of("target/start-it-memory");
    DevProcess.deleteRecursively(dataDir);
    try (DevProcess server =
        new DevProcess(dataDir, List.of(), Map.of("YUBIN_CASSANDRA_HEAP_MIB", "99999999"))) {
      server.launch();
      assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).isEqualTo(1);
      assertThat(server.terminal())
          .startsWith("yubin: memory: ")
          .contains("expected")
          .hasLineCount(1);
    }
  }

  private static boolean oneLine(DevProcess.Finished done) {
    return done.text().startsWith("yubin: ") && done.text().strip().lines().count() == 1;
  }
}
