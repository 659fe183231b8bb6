package org.yubin.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.node.transfer.MemoryAdmin.Kept;
import org.yubin.persistence.directory.AccountRecord;

/** {@code yubin export}: what is written comes back by an import as it was. */
class ExportTest {
  private static final List<String> MAILBOXES =
      List.of("INBOX", "Sent", "Lists/J\u00f6rg & Co", "Lists");

  @TempDir private Path folder;
  private MemoryAdmin admin;
  private AccountRecord alice;

  @BeforeEach
  void start() throws Exception {
    admin = new MemoryAdmin(folder.resolve("data"));
    alice = admin.account("alice");
    AccountRecord unused = admin.account("bob");
  }

  @AfterEach
  void stop() {
    admin.close();
  }

  /** A message and what was said of it, without what only its mailbox gives. */
  private record Told(String octets, Set<String> flags, OffsetDateTime date) {
    static List<Told> of(List<Kept> all) {
      List<Told> told = new ArrayList<>();
      all.forEach(
          one ->
              told.add(
                  new Told(
                      one.octets(),
                      one.flags(),
                      one.date().toInstant().atOffset(java.time.ZoneOffset.UTC))));
      return told;
    }
  }

  private void fill(Random random) {
    for (String mailbox : MAILBOXES) {
      MemoryAdmin.Ran made = admin.create("alice", mailbox);
      for (int i = 0; i < 12; i++) {
        Set<String> keywords = new LinkedHashSet<>();
        for (String each : List.of("$Forwarded", "$Work", "later")) {
          if (random.nextInt(3) == 0) {
            keywords.add(each);
          }
        }
        Set<SystemFlag> system = new LinkedHashSet<>();
        for (SystemFlag flag : SystemFlag.values()) {
          if (random.nextInt(3) == 0) {
            system.add(flag);
          }
        }
        admin
            .node()
            .append(
                alice,
                mailbox,
                OddMail.message(random).getBytes(StandardCharsets.ISO_8859_1),
                new FlagNames(system, keywords),
                new InternalDate(1_000_000_000L + i * 86_400L + random.nextInt(86_400), 0));
      }
      assertThat(made.status()).isZero();
    }
  }

  private Map<String, List<Told>> all(AccountRecord account) {
    Map<String, List<Told>> all = new TreeMap<>();
    MAILBOXES.forEach(name -> all.put(name, Told.of(admin.messages(account, name))));
    return all;
  }

  @Test
  void maildir_comesBackAsItWas() {
    fill(new Random(20261125));
    Path out = folder.resolve("out");

    MemoryAdmin.Ran ran = admin.run("export", "--account", "alice", out.toString());

    assertThat(ran.out()).contains("written: 48 messages");
    assertThat(out.resolve(".Lists.J&APY-rg &- Co").resolve("cur")).isDirectory();
    MemoryAdmin.Ran back = admin.run("import", "--account", "bob", out.toString());
    assertThat(back.out()).contains("taken: 48 messages");
    assertThat(all(admin.find("bob"))).isEqualTo(all(alice));
  }

  @Test
  void mbox_comesBackAsItWas() throws Exception {
    fill(new Random(7));
    Path out = folder.resolve("out");

    assertThat(
            admin.run("export", "--account", "alice", "--format", "mbox", out.toString()).status())
        .isZero();

    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> out.relativize(file).toString()))
          .contains("INBOX.mbox", "Lists.mbox", "Lists/J\u00f6rg & Co.mbox");
    }
    for (String name : MAILBOXES) {
      MemoryAdmin.Ran back =
          admin.run(
              "import",
              "--account",
              "bob",
              "--mailbox",
              name,
              out.resolve(name + ".mbox").toString());
      assertThat(back.out()).contains("taken: 12 messages");
    }
    assertThat(all(admin.find("bob"))).isEqualTo(all(alice));
  }

  @Test
  void oneMailbox_isTheMaildirItself_orOneFile() throws Exception {
    fill(new Random(3));
    Path maildir = folder.resolve("maildir");
    Path mbox = folder.resolve("sent.mbox");

    assertThat(
            admin
                .run("export", "--account", "alice", "--mailbox", "Sent", maildir.toString())
                .status())
        .isZero();
    assertThat(
            admin
                .run(
                    "export",
                    "--account",
                    "alice",
                    "--mailbox",
                    "Sent",
                    "--format",
                    "mbox",
                    mbox.toString())
                .status())
        .isZero();

    try (Stream<Path> files = Files.list(maildir.resolve("cur"))) {
      assertThat(files).hasSize(12);
    }
    assertThat(Files.readString(mbox, StandardCharsets.ISO_8859_1)).startsWith("From ");
  }

  @Test
  void whatIsThere_isNotWrittenOver_andUnknownNamesAreOneLine() {
    for (List<String> line :
        List.of(
            List.of("--account", "alice", folder.toString()),
            List.of("--account", "nobody", folder.resolve("x").toString()),
            List.of("--account", "alice", "--mailbox", "none", folder.resolve("x").toString()),
            List.of("--account", "alice", "--format", "pst", folder.resolve("x").toString()))) {
      MemoryAdmin.Ran ran = admin.run("export", line.toArray(String[]::new));
      assertThat(ran.status()).isNotZero();
      assertThat(ran.out().lines().filter(text -> text.startsWith("yubin: "))).hasSize(1);
      assertThat(folder.resolve("x")).doesNotExist();
    }
  }
}
