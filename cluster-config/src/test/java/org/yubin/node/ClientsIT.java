package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Mail programs' own libraries against one node: Python's imaplib, curl, Angus Mail, and ImapFlow,
 * which npm brings.
 */
class ClientsIT {
  private static final Path CLIENTS = Path.of("src/test/resources/clients");
  private static DevProcess server =
      new DevProcess(Path.of("target/clients-it"), List.of(), java.util.Map.of());

  @BeforeAll
  static void start() throws IOException {
    server =
        DevProcess.fresh(
            Path.of("target/clients-it"),
            "--account",
            "whole:secret",
            "--account",
            "angus:secret",
            "--account",
            "flow:secret",
            "--account",
            "curl:secret");
    server.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void imaplib_everyMethod() throws Exception {
    assertThat(
            run(
                CLIENTS,
                "python3",
                "imaplib_whole.py",
                "" + server.imapPort,
                "" + server.imapsPort,
                "whole",
                "secret"))
        .contains("all passed");
  }

  @Test
  void angusMail() throws Exception {
    new AngusClient(server.imapPort, "angus", "secret").run();
  }

  @Test
  void imapFlow() throws Exception {
    Path folder = Path.of("target/imapflow");
    Files.createDirectories(folder);
    for (String file : List.of("package.json", "package-lock.json", "flow.mjs")) {
      Files.write(
          folder.resolve(file), Files.readAllBytes(CLIENTS.resolve("imapflow").resolve(file)));
    }
    run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
    assertThat(run(folder, "node", "flow.mjs", "" + server.imapPort, "flow", "secret"))
        .contains("all passed");
  }

  @Test
  void curl() throws Exception {
    String inbox = "imap://127.0.0.1:" + server.imapPort + "/INBOX";
    Path mail = Path.of("target/curl.eml").toAbsolutePath();
    Files.writeString(mail, "Subject: by curl\r\n\r\nhello\r\n");
    List<String> login = List.of("curl", "-sS", "--max-time", "20", "-u", "curl:secret");
    run(with(login, "-T", mail.toString(), inbox));
    assertThat(run(with(login, inbox + ";MAILINDEX=1"))).isEqualTo(Files.readString(mail));
    assertThat(run(with(login, inbox + ";UID=1;SECTION=HEADER.FIELDS%20(SUBJECT)")))
        .isEqualTo("Subject: by curl\r\n\r\n");
    assertThat(run(with(login, inbox + "?SUBJECT%20curl"))).isEqualTo("* SEARCH 1\r\n");
    assertThat(run(with(login, "-X", "LIST \"\" *", inbox.replace("INBOX", ""))))
        .contains("\"/\" INBOX\r\n");
    String imaps = "imaps://127.0.0.1:" + server.imapsPort + "/INBOX;MAILINDEX=1";
    assertThat(run(with(login, "-k", "--login-options", "AUTH=PLAIN", imaps)))
        .isEqualTo(Files.readString(mail));
    assertThat(run(with(login, "-k", "--ssl-reqd", inbox + ";MAILINDEX=1")))
        .as("over STARTTLS")
        .isEqualTo(Files.readString(mail));
  }

  private static String[] with(List<String> begin, String... rest) {
    List<String> line = new ArrayList<>(begin);
    line.addAll(List.of(rest));
    return line.toArray(String[]::new);
  }

  private static String run(String... line) throws IOException, InterruptedException {
    return run(Path.of("target"), line);
  }

  /** What a program prints; it has to end well within two minutes. */
  private static String run(Path folder, String... line) throws IOException, InterruptedException {
    Path out = Files.createTempFile("client", ".out");
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s ends", line[0]).isTrue();
      String text = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(String.join(" ", line) + "\n" + text).isZero();
      return text;
    } finally {
      process.destroyForcibly();
      Files.delete(out);
    }
  }
}
