package org.yubin.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.node.transfer.MemoryAdmin.Kept;
import org.yubin.persistence.directory.AccountRecord;

/** {@code yubin import} of files: what becomes of mail as programs have left it on disks. */
class ImportTest {
  @TempDir private Path folder;
  private MemoryAdmin admin;
  private AccountRecord alice;

  @BeforeEach
  void start() throws Exception {
    admin = new MemoryAdmin(folder.resolve("data"));
    alice = admin.account("alice");
  }

  @AfterEach
  void stop() {
    admin.close();
  }

  private MemoryAdmin.Ran take(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("--account", "alice"));
    all.addAll(List.of(arguments));
    return admin.run("import", all.toArray(String[]::new));
  }

  private Path file(String name, String text) throws Exception {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text, StandardCharsets.ISO_8859_1);
  }

  private List<String> octets(String mailbox) {
    return admin.messages(alice, mailbox).stream().map(Kept::octets).toList();
  }

  @Test
  void mbox_keepsFlagsDatesAndQuotedLines() throws Exception {
    Path mbox =
        file(
            "box",
            """
            From a@b Mon Nov 23 10:00:00 2026
            Subject: one
            Status: RO
            X-Status: AF
            X-Keywords: $Work later

            >From here on
            >>From deeper
            > From is none
            From nowhere, since no date follows

            From a@b Tue Nov 24 10:00:00 2026 +0200
            Subject: two

            two

            two again

            """);

    MemoryAdmin.Ran ran = take("--mailbox", "Old", mbox.toString());

    assertThat(ran.out()).contains("taken: 2 messages").contains("1 mailboxes");
    assertThat(ran.status()).isZero();
    List<Kept> kept = admin.messages(alice, "Old");
    assertThat(kept.get(0).octets())
        .isEqualTo(
            """
            Subject: one

            From here on
            >From deeper
            > From is none
            From nowhere, since no date follows
            """
                .replace("\n", "\r\n"));
    assertThat(kept.get(0).flags())
        .isEqualTo(Set.of("\\Seen", "\\Answered", "\\Flagged", "$Work", "later"));
    assertThat(kept.get(0).date()).isEqualTo(OffsetDateTime.parse("2026-11-23T10:00:00Z"));
    assertThat(kept.get(1).octets()).isEqualTo("Subject: two\r\n\r\ntwo\r\n\r\ntwo again\r\n");
    assertThat(kept.get(1).date()).isEqualTo(OffsetDateTime.parse("2026-11-24T10:00:00+02:00"));
    assertThat(kept.get(1).flags()).isEmpty();
  }

  @Test
  void mboxWithContentLength_isNotCutAtALineThatLooksLikeFrom() throws Exception {
    String body = "first\n\nFrom a@b Mon Nov 23 10:00:00 2026\nlast\n";
    Path mbox =
        file(
            "box",
            "From a@b Mon Nov 23 10:00:00 2026\nContent-Length: %d\nSubject: one\n\n%s\n"
                    .formatted(body.length(), body)
                + "From a@b Mon Nov 23 10:00:00 2026\nContent-Length: 99999\n\nwrong length\n");

    assertThat(take(mbox.toString()).status()).isZero();

    assertThat(octets("INBOX"))
        .containsExactly(
            "Subject: one\r\n\r\n" + body.replace("\n", "\r\n"), "\r\nwrong length\r\n");
  }

  @Test
  void oddMessages_areKeptAsTheyAre() throws Exception {
    String from = "From x Thu Jan  1 00:00:00 1970\n";
    Path mbox =
        file(
            "box",
            from
                + "no header at all\n\n"
                + from
                + "Subject: \u00e4\u00ff\n\nNUL \0, CR \r alone,\r\nCRLF\n\n"
                + from
                + "\nbody without header\n\n"
                + from
                + "Subject: header without body\n\n"
                + from
                + "X: "
                + "y".repeat(200_000)
                + "\n\n"
                + "z".repeat(700_000));

    MemoryAdmin.Ran ran = take(mbox.toString());

    assertThat(ran).matches(r -> r.status() == 0).asString().contains("taken: 5 messages");
    assertThat(octets("INBOX"))
        .containsExactly(
            "no header at all\r\n\r\n",
            "Subject: \u00e4\u00ff\r\n\r\nNUL \0, CR \r alone,\r\nCRLF\r\n",
            "\r\nbody without header\r\n",
            "Subject: header without body\r\n\r\n",
            "X: " + "y".repeat(200_000) + "\r\n\r\n" + "z".repeat(700_000));
  }

  @Test
  void messageOfNoOctets_isRefused_andSaid() throws Exception {
    Path empty = file("mail/empty.eml", "");
    Path full = file("mail/full.eml", "Subject: x\n\nx");
    file("mail/notes.txt", "no mail");

    MemoryAdmin.Ran ran = take(folder.resolve("mail").toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains("taken: 1 messages")
        .contains("refused: 1: no octets")
        .contains(empty.toString())
        .contains("neither .eml nor mbox: 1");
    assertThat(octets("INBOX")).containsExactly("Subject: x\r\n\r\nx");
    assertThat(admin.messages(alice, "INBOX").get(0).date().toInstant())
        .isEqualTo(
            Files.getLastModifiedTime(full)
                .toInstant()
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
  }

  @Test
  void maildir_keepsFlagsDatesAndFolders_ofBothLayouts() throws Exception {
    Instant older = Instant.parse("2020-02-03T04:05:06Z");
    Path seen = file("Maildir/cur/2.b:2,FRSab", "Subject: seen\n\n1\n");
    Path fresh = file("Maildir/new/1.a", "Subject: new\n\n2\n");
    file("Maildir/tmp/3.c", "half");
    file("Maildir/dovecot-keywords", "0 $Work\n1 later\n");
    file("Maildir/.Lists.J&APY-rg/cur/1.x:2,", "Subject: list\n\n3\n");
    file("Maildir/Nested/Deep/cur/1.y:2,T", "Subject: deep\n\n4\n");
    file("Maildir/Nested/Deep/new/ignore", "Subject: deep\n\n5\n");
    Files.setLastModifiedTime(fresh, FileTime.from(older));
    Files.setLastModifiedTime(seen, FileTime.from(older.plusSeconds(60)));

    MemoryAdmin.Ran ran = take(folder.resolve("Maildir").toString());

    assertThat(ran.out()).contains("taken: 5 messages").contains("3 mailboxes");
    List<Kept> inbox = admin.messages(alice, "INBOX");
    assertThat(inbox.stream().map(Kept::octets))
        .containsExactly("Subject: new\r\n\r\n2\r\n", "Subject: seen\r\n\r\n1\r\n");
    assertThat(inbox.get(0).date().toInstant()).isEqualTo(older);
    assertThat(inbox.get(0).flags()).isEmpty();
    assertThat(inbox.get(1).flags())
        .isEqualTo(Set.of("\\Flagged", "\\Answered", "\\Seen", "$Work", "later"));
    assertThat(octets("Lists/J\u00f6rg")).hasSize(1);
    assertThat(octets("Nested/Deep")).hasSize(2);
  }

  @Test
  void secondRun_takesOnlyWhatIsNew() throws Exception {
    String one = "From x Thu Jan  1 00:00:00 1970\nSubject: same\n\nsame\n\n";
    Path mbox = file("box", one + one);
    assertThat(take(mbox.toString()).out()).contains("taken: 2 messages");

    file("box", one + one + one);
    assertThat(take(mbox.toString()).out())
        .contains("taken: 1 messages")
        .contains("taken by an earlier run: 2 messages");
    assertThat(take(mbox.toString(), "--again").out()).contains("taken: 3 messages");
    assertThat(octets("INBOX")).hasSize(6);
  }

  @Test
  void whatCannotBeDone_isOneLine() {
    for (String[] arguments :
        List.of(
            new String[] {folder.resolve("nothing").toString()},
            new String[] {"--account", "nobody", folder.toString()},
            new String[] {})) {
      MemoryAdmin.Ran ran = take(arguments);
      assertThat(ran.status()).isNotZero();
      assertThat(ran.out().lines().filter(line -> line.startsWith("yubin: "))).hasSize(1);
    }
  }
}
