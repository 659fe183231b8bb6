package org.yubin.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.Subscribe;
import org.yubin.account.model.Unsubscribe;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.Changes;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.UidSet;
import org.yubin.persistence.directory.AccountRecord;

/** {@code yubin backup} and {@code restore}: no client needs to download again. */
class BackupTest {
  private static final List<String> MAILBOXES = List.of("INBOX", "Sent", "Lists/J\u00f6rg", "None");

  @TempDir private Path folder;
  private MemoryAdmin here;
  private MemoryAdmin there;
  private AccountRecord alice;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    here = new MemoryAdmin(folder.resolve("here"));
    there = new MemoryAdmin(folder.resolve("there"));
    alice = here.account("alice");
    file = folder.resolve("alice.backup");
    fill(new Random(20261125));
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
  }

  private void fill(Random random) {
    for (String mailbox : MAILBOXES) {
      assertThat(here.create("alice", mailbox).status()).isZero();
      int messages = mailbox.equals("None") ? 0 : 40;
      for (int i = 0; i < messages; i++) {
        var unused =
            here.node()
                .append(
                    alice,
                    mailbox,
                    OddMail.message(random).getBytes(StandardCharsets.ISO_8859_1),
                    FlagNames.NONE,
                    new InternalDate(1_000_000_000L + i, -90));
      }
      for (int i = 0; i < messages / 2; i++) {
        long uid = 1L + random.nextInt(messages);
        FlagNames names =
            new FlagNames(Set.of(SystemFlag.SEEN), Set.of("keyword" + random.nextInt(3)));
        change(
            mailbox,
            new StoreFlags(
                UidSet.of(uid), new FlagChange(FlagChange.Mode.ADD, names), Optional.empty()));
      }
      change(
          mailbox,
          new StoreFlags(
              UidSet.of(3, 7, 40),
              new FlagChange(FlagChange.Mode.ADD, FlagNames.of(SystemFlag.DELETED)),
              Optional.empty()));
      change(mailbox, new Expunge(Optional.empty()));
    }
    change(new Subscribe("gone"));
    change(new Unsubscribe("INBOX"));
  }

  private Cause cause() {
    return new Cause(alice.id(), "alice", "s", "", "", "TEST", new RequestId(UUID.randomUUID()));
  }

  private void change(String mailbox, MailboxCommand command) {
    var unused =
        MemoryAdmin.ok(
            here.services()
                .mailboxes()
                .execute(here.node().mailbox(alice, mailbox), command, cause()));
  }

  private void change(AccountCommand command) {
    var unused = MemoryAdmin.ok(here.services().accounts().execute(alice.id(), command, cause()));
  }

  private void backUp() {
    MemoryAdmin.Ran ran = here.run("backup", "--account", "alice", file.toString());
    assertThat(ran.out()).contains("written: 111 messages");
    assertThat(ran.status()).isZero();
  }

  private static Map<String, Object> seen(MemoryAdmin node, String name) {
    AccountRecord account = node.find(name);
    Map<String, Object> all = new TreeMap<>();
    for (String mailbox : MAILBOXES) {
      MailboxStatus status = node.status(account, mailbox);
      all.put(mailbox + " status", status.withRecent(0));
      all.put(mailbox + " messages", node.messages(account, mailbox));
    }
    return all;
  }

  @Test
  void freshNode_showsEverythingAsItWas() throws Exception {
    backUp();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    MemoryAdmin.Ran ran = there.run("restore", "--account", "alice", file.toString());

    assertThat(ran.out()).contains("restored: 111 messages").doesNotContain("password");
    assertThat(ran.status()).isZero();
    assertThat(seen(there, "alice")).isEqualTo(seen(here, "alice"));
    AccountRecord restored = there.find("alice");
    assertThat(restored.id()).isEqualTo(alice.id());
    assertThat(restored.credential()).isEqualTo(here.find("alice").credential());
    assertThat(there.tree(restored)).isEqualTo(here.tree(alice));
  }

  @Test
  void clientThatWasUpToDate_isToldNothing_andOneThatWasNot_isToldAll() {
    backUp();
    MemoryAdmin.Ran ran = there.run("restore", "--account", "alice", file.toString());
    assertThat(ran.status()).isZero();
    AccountRecord restored = there.find("alice");
    var inbox = there.node().mailbox(restored, "INBOX");
    ModSeq highest = here.status(alice, "INBOX").highestModSeq();

    Changes upToDate = MemoryAdmin.ok(there.services().mailboxes().changesSince(inbox, highest));
    Changes behind =
        MemoryAdmin.ok(there.services().mailboxes().changesSince(inbox, new ModSeq(41)));
    Changes before =
        MemoryAdmin.ok(
            here.services()
                .mailboxes()
                .changesSince(here.node().mailbox(alice, "INBOX"), new ModSeq(41)));

    assertThat(upToDate.isEmpty()).isTrue();
    assertThat(behind.vanished()).isEqualTo(before.vanished()).isEqualTo(UidSet.of(3, 7, 40));
    assertThat(behind.changed()).isEqualTo(before.changed());
  }

  @Test
  void onTheSameNode_underAnotherName_idsAreNew_andTheRestIsAsItWas() {
    backUp();

    MemoryAdmin.Ran ran =
        here.run("restore", "--account", "copy@example.org", "--password", "new", file.toString());

    assertThat(ran.out()).contains("mailboxes whose id is taken, which got a new one");
    assertThat(ran.status()).isZero();
    assertThat(seen(here, "copy@example.org")).isEqualTo(seen(here, "alice"));
    assertThat(here.find("copy@example.org").id()).isNotEqualTo(alice.id());
    assertThat(here.find("copy@example.org").credential()).isNotEqualTo(alice.credential());
  }

  @Test
  void newUidValidity_onRequest() {
    backUp();
    assertThat(
            there
                .run("restore", "--account", "alice", "--new-uidvalidity", file.toString())
                .status())
        .isZero();

    MailboxStatus status = there.status(there.find("alice"), "INBOX");
    assertThat(status.uidValidity()).isNotEqualTo(here.status(alice, "INBOX").uidValidity());
    assertThat(status.messages()).isEqualTo(37);
  }

  @Test
  void restoreThatWasKilledAnywhere_isTakenUp() throws Exception {
    backUp();
    for (int calls : List.of(0, 1, 2, 3, 5, 8, 12)) {
      String name = "account" + calls;
      try (MemoryAdmin node = new MemoryAdmin(folder.resolve(name))) {
        Restorer killed =
            new Restorer(
                DyingPort.beforeCall(calls, node.client()),
                name,
                Optional.empty(),
                Optional.empty(),
                UUID::randomUUID,
                new Tally(Progress.silent()));
        assertThatThrownBy(() -> killed.run(file, false)).hasMessage("killed");
        MemoryAdmin.Ran ran = node.run("restore", "--account", name, file.toString());
        assertThat(ran.status()).as("killed at call %d: %s", calls, ran).isZero();
        assertThat(seen(node, name)).as("killed at call %d", calls).isEqualTo(seen(here, "alice"));
        assertThat(node.find(name).id()).isEqualTo(alice.id());
      }
    }
  }

  @Test
  void damagedFile_isRefused_orWhatIsWholeIsTaken() throws Exception {
    backUp();
    byte[] whole = Files.readAllBytes(file);
    List<byte[]> damaged = new ArrayList<>();
    damaged.add(java.util.Arrays.copyOf(whole, whole.length / 2));
    damaged.add(java.util.Arrays.copyOf(whole, whole.length - 3));
    byte[] flipped = whole.clone();
    flipped[whole.length * 3 / 4] ^= 0x10;
    damaged.add(flipped);
    for (byte[] each : damaged) {
      Files.write(file, each);
      MemoryAdmin.Ran ran = there.run("restore", "--account", "alice", file.toString());
      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.out()).startsWith("yubin: ").contains("are whole (--partial").hasLineCount(1);
      assertThat(ran.out()).matches("(?s).*: (cut off|damaged|[^;]*)[^;]*; \\d+ messages in .*");
    }
    Files.write(file, damaged.get(0));
    MemoryAdmin.Ran ran = there.run("restore", "--account", "alice", "--partial", file.toString());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("restored: ").contains("refused: 1");
    assertThat(there.status(there.find("alice"), "INBOX").messages()).isPositive();
  }

  @Test
  void whatIsNoBackup_orCannotBePutThere_isOneLine() throws Exception {
    backUp();
    var unused = there.account("bob");
    Path other = Files.writeString(folder.resolve("other"), "no backup");
    for (List<String> line :
        List.of(
            List.of("restore", "--account", "bob", file.toString()),
            List.of("restore", "--account", "new", other.toString()),
            List.of("restore", "--account", "new", folder.resolve("none").toString()),
            List.of("restore", "--account", "bad+name", file.toString()),
            List.of("backup", "--account", "bob", file.toString()),
            List.of("backup", "--account", "nobody", folder.resolve("x").toString()))) {
      List<String> rest = line.subList(1, line.size());
      MemoryAdmin.Ran ran = there.run(line.get(0), rest.toArray(String[]::new));
      assertThat(ran.status()).as(ran.out()).isEqualTo(1);
      assertThat(ran.out()).startsWith("yubin: ").hasLineCount(1);
    }
    assertThat(there.run("restore", "--account", "x", "--check", file.toString()).out())
        .isEqualTo("whole: 111 messages in 8 mailboxes\n");
  }
}
