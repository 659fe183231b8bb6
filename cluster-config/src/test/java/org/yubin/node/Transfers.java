package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Import, export, backup and restore against a running node: files into one account, that account
 * over IMAP into another, which is backed up, deleted and restored.
 */
final class Transfers {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final List<String> QUESTIONS =
      List.of(
          "STATUS Old (MESSAGES UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ)",
          "STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ)",
          "LSUB \"\" *",
          "EXAMINE Old",
          "UID FETCH 1:* (FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])");

  private final int imapPort;
  private final int imapsPort;
  private final int httpPort;
  private final Path dataDir;
  private final Path folder;

  Transfers(int imapPort, int imapsPort, int httpPort, Path dataDir) throws Exception {
    this.imapPort = imapPort;
    this.imapsPort = imapsPort;
    this.httpPort = httpPort;
    this.dataDir = dataDir;
    this.folder = Files.createTempDirectory("yubin-transfers");
  }

  void run() throws Exception {
    try {
      account("one");
      account("two");
      Path mbox = mbox();
      assertThat(yubin("import", "one", "--mailbox", "Old", mbox.toString()))
          .contains("taken: 4 messages");
      assertThat(yubin("import", "one", "--mailbox", "Old", mbox.toString()))
          .contains("taken by an earlier run: 4 messages");
      Path password = Files.writeString(folder.resolve("password"), "secret\n");
      assertThat(
              yubin(
                  "import",
                  "two",
                  "--from",
                  "imaps://one@localhost:" + imapsPort,
                  "--ca",
                  dataDir.resolve("tls-cert.pem").toString(),
                  "--password-file",
                  password.toString()))
          .contains("taken: 4 messages");
      Path backup = folder.resolve("two.backup");
      assertThat(yubin("backup", "two", backup.toString())).contains("written: 4 messages");
      List<String> before = seen();
      assertThat(
              DevProcess.run(
                      BOUND,
                      "account",
                      "delete",
                      "--data-dir",
                      dataDir.toString(),
                      "--http-port",
                      "" + httpPort,
                      "two")
                  .status())
          .isZero();
      assertThat(yubin("restore", "two", backup.toString())).contains("restored: ");
      assertThat(seen()).isEqualTo(before);
      assertThat(yubin("export", "two", folder.resolve("mail").toString()))
          .contains("written: 4 messages");
    } finally {
      DevProcess.deleteRecursively(folder);
    }
  }

  private Path mbox() throws Exception {
    String from = "From a@b Mon Nov 23 10:00:00 2026\n";
    return Files.writeString(
        folder.resolve("old.mbox"),
        from
            + "Subject: plain\nStatus: RO\n\n>From here\n\n"
            + from
            + "Subject: \u00e9\nX-Status: F\nX-Keywords: own\n\nNUL \0\n\n"
            + from
            + "no header\n\n"
            + from
            + "Subject: large\n\n"
            + "0123456789\n".repeat(300_000),
        StandardCharsets.ISO_8859_1);
  }

  private void account(String name) throws Exception {
    assertThat(
            DevProcess.run(
                    BOUND,
                    "account",
                    "add",
                    "--data-dir",
                    dataDir.toString(),
                    "--http-port",
                    "" + httpPort,
                    "--password",
                    "secret",
                    name)
                .status())
        .isZero();
  }

  private String yubin(String command, String account, String... more) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                command,
                "--account",
                account,
                "--data-dir",
                dataDir.toString(),
                "--http-port",
                "" + httpPort));
    line.addAll(List.of(more));
    DevProcess.Finished done = DevProcess.run(BOUND, line.toArray(String[]::new));
    assertThat(done.status()).as(done.text()).isZero();
    return done.text();
  }

  /** What an IMAP client is told of the second account. */
  private List<String> seen() throws Exception {
    List<String> seen = new ArrayList<>();
    try (WireClient imap = WireClient.imap(imapPort, "two", "secret")) {
      for (String question : QUESTIONS) {
        WireClient.Answer answer = imap.command(question);
        assertThat(answer.ok()).as(question + ": " + answer.text()).isTrue();
        for (WireClient.Response each : answer.untagged()) {
          seen.add(each.text().replaceAll("\\* \\d+ RECENT", ""));
          each.literals()
              .forEach(octets -> seen.add(new String(octets, StandardCharsets.ISO_8859_1)));
        }
      }
    }
    return seen;
  }
}
