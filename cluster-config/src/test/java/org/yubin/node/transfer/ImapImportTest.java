package org.yubin.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.yubin.account.model.CreateMailbox;
import org.yubin.account.model.DeleteMailbox;
import org.yubin.account.model.Unsubscribe;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.node.StartFailure;
import org.yubin.node.transfer.MemoryAdmin.Kept;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.Ids;

/** {@code yubin import --from}: a live account of another server. */
class ImapImportTest {
  private static final List<String> MAILBOXES =
      List.of("INBOX", "Sent", "Lists/J\u00f6rg & \"Co\"", "Empty");

  @TempDir private Path folder;
  private MemoryAdmin there;
  private MemoryAdmin here;
  private AccountRecord source;
  private AccountRecord alice;
  private Path password;

  @BeforeEach
  void start() throws Exception {
    there = new MemoryAdmin(folder.resolve("there"));
    here = new MemoryAdmin(folder.resolve("here"));
    source = there.account("me@there");
    alice = here.account("alice");
    password = Files.writeString(folder.resolve("password"), "me@there\n");
    Random random = new Random(4);
    for (String mailbox : MAILBOXES) {
      assertThat(there.create("me@there", mailbox).status()).isZero();
      for (int i = 0; i < (mailbox.equals("Empty") ? 0 : 25); i++) {
        append(mailbox, OddMail.message(random), i);
      }
    }
    append("Sent", "Subject: large\r\n\r\n" + "0123456789\r\n".repeat(200_000), 99);
    var unused =
        MemoryAdmin.ok(
            there
                .services()
                .accounts()
                .execute(
                    source.id(),
                    new Unsubscribe("Trash"),
                    new Cause(source.id(), "", "", "", "", "", new RequestId(UUID.randomUUID()))));
  }

  @AfterEach
  void stop() {
    there.close();
    here.close();
  }

  private void append(String mailbox, String message, int number) {
    FlagNames flags =
        new FlagNames(
            number % 2 == 0 ? Set.of(SystemFlag.SEEN) : Set.of(SystemFlag.FLAGGED),
            number % 3 == 0 ? Set.of("$Forwarded", "own") : Set.of());
    var unused =
        there
            .node()
            .append(
                source,
                mailbox,
                message.getBytes(StandardCharsets.ISO_8859_1),
                flags,
                new InternalDate(1_000_000_000L + number, 90));
  }

  private MemoryAdmin.Ran take(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "--account",
                "alice",
                "--from",
                "imap://me@there@127.0.0.1:" + there.imapPort(),
                "--password-file",
                password.toString()));
    line.addAll(List.of(more));
    return here.run("import", line.toArray(String[]::new));
  }

  /** Octets, flags and date of each message; NULs as IMAP shows them, which cannot carry any. */
  private static Map<String, List<Object>> all(MemoryAdmin node, AccountRecord account) {
    Map<String, List<Object>> all = new TreeMap<>();
    MAILBOXES.forEach(mailbox -> all.put(mailbox, messages(node, account, mailbox, false)));
    return all;
  }

  private static List<Object> messages(
      MemoryAdmin node, AccountRecord account, String mailbox, boolean uids) {
    List<Object> told = new ArrayList<>();
    for (Kept one : node.messages(account, mailbox)) {
      String shown = one.octets().replace('\0', '\u0080');
      told.add(List.of(uids ? one.uid() : 0, one.flags(), one.date(), shown));
    }
    return told;
  }

  @Test
  void wholeAccount_comesAsItIs() {
    MemoryAdmin.Ran ran = take();

    assertThat(ran.out()).contains("taken: 76 messages");
    assertThat(ran.status()).isZero();
    assertThat(all(here, alice)).isEqualTo(all(there, source));
    assertThat(here.tree(alice).find("Lists/J\u00f6rg & \"Co\"")).isPresent();

    append("INBOX", "Subject: new\r\n\r\n", 100);
    assertThat(take().out())
        .contains("taken: 1 messages")
        .contains("taken by an earlier run: 76 messages");
    assertThat(all(here, alice)).isEqualTo(all(there, source));
  }

  @Test
  void uidsAreKept_whenAsked_inMailboxesThatHadNoMessages() {
    var mailbox = there.node().mailbox(source, "INBOX");
    var cause = new Cause(source.id(), "", "", "", "", "", new RequestId(UUID.randomUUID()));
    var unused =
        MemoryAdmin.ok(
            there
                .services()
                .mailboxes()
                .execute(
                    mailbox,
                    new org.yubin.mailbox.model.StoreFlags(
                        org.yubin.mailbox.model.UidSet.of(2, 5),
                        new org.yubin.mailbox.model.FlagChange(
                            org.yubin.mailbox.model.FlagChange.Mode.ADD,
                            FlagNames.of(SystemFlag.DELETED)),
                        Optional.empty()),
                    cause));
    var gone =
        MemoryAdmin.ok(
            there
                .services()
                .mailboxes()
                .execute(
                    mailbox,
                    new org.yubin.mailbox.model.Expunge(Optional.empty()),
                    cause.withRequest(new RequestId(UUID.randomUUID()))));
    assertThat(gone).isNotNull();

    assertThat(take("--keep-uids", "--exclude", "Empty").out()).contains("taken: 74 messages");

    assertThat(messages(here, alice, "INBOX", true))
        .isEqualTo(messages(there, source, "INBOX", true));
    assertThat(take("--keep-uids", "--again").out()).contains("has had messages");
  }

  @Test
  void killedAtAnyBatch_neitherLosesNorDoubles() throws Exception {
    for (int batches = 0; batches < 3; batches++) {
      AccountRecord account = here.account("account" + batches);
      Path journal = folder.resolve(batches + ".journal");
      AdminPort killed = DyingPort.atBatch(batches, batches % 2 == 0, here.client());
      assertThatThrownBy(() -> run(killed, account, journal)).hasMessage("killed");

      run(here.client(), account, journal);

      assertThat(all(here, account))
          .as("killed at batch %d", batches)
          .isEqualTo(all(there, source));
    }
  }

  private void run(AdminPort node, AccountRecord account, Path journal) throws Exception {
    try (ImportJournal open = ImportJournal.open(journal)) {
      new Importer(
              node, account.name(), open, Ids.secure(), new Tally(Progress.silent()), 10_000_000)
          .run(
              new ImapSource(
                  ImapAddress.parse("imap://me@there@127.0.0.1:" + there.imapPort()),
                  ImapTls.of(Optional.empty(), false, false),
                  "me@there",
                  false,
                  Set.of()));
    }
  }

  @Test
  void mailboxWithAnotherUidValidity_isRefused_sinceItWouldComeTwice() throws Exception {
    assertThat(take().status()).isZero();
    for (AccountCommand each :
        List.of(new DeleteMailbox("Sent"), new CreateMailbox("Sent", Optional.empty()))) {
      var unused =
          MemoryAdmin.ok(
              there
                  .services()
                  .accounts()
                  .execute(
                      source.id(),
                      each,
                      new Cause(
                          source.id(), "", "", "", "", "", new RequestId(UUID.randomUUID()))));
    }
    append("Sent", "Subject: other\r\n\r\n", 1);

    MemoryAdmin.Ran ran = take();

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("refused: 1: UIDVALIDITY has changed");
    assertThat(here.messages(alice, "Sent")).hasSize(26);
  }

  @Test
  void whatCannotBeDone_isOneLine() throws Exception {
    Files.writeString(password, "wrong\n");
    assertThat(take()).matches(ran -> ran.status() == 1 && ran.out().contains("AUTHENTICATE"));
    for (List<String> line :
        List.of(
            List.of("--from", "imap://nobody"),
            List.of("--from", "imaps://a@127.0.0.1:1", "--password-file", password.toString()),
            List.of("--from", "imaps://a@h", "--password-file", "none"),
            List.of("--from", "imaps://a@h", folder.toString()))) {
      List<String> all = new ArrayList<>(List.of("--account", "alice"));
      all.addAll(line);
      MemoryAdmin.Ran ran = here.run("import", all.toArray(String[]::new));
      assertThat(ran.status()).as(ran.out()).isNotZero();
      assertThat(ran.out().lines().filter(text -> text.startsWith("yubin: "))).hasSize(1);
    }
  }

  @Test
  void addresses_andNames() throws Exception {
    assertThat(ImapAddress.parse("imaps://a%20b@h.example"))
        .isEqualTo(new ImapAddress(true, "a b", "h.example", 993));
    assertThat(ImapAddress.parse("imap://a@b@[::1]:14143"))
        .isEqualTo(new ImapAddress(false, "a@b", "::1", 14143));
    assertThatThrownBy(() -> ImapAddress.parse("pop://a@h")).isInstanceOf(StartFailure.class);
    assertThat(ImapNames.name("INBOX.Sent.a/b", ".", "INBOX.")).isEqualTo("Sent/a_b");
    assertThat(ImapNames.name("inbox", ".", "INBOX.")).isEqualTo("INBOX");
    assertThat(ImapNames.name("J&APY-rg\\x", "\\", "")).isEqualTo("J\u00f6rg/x");
  }

  @Test
  void responses_ofEveryForm_areRead() throws Exception {
    String text =
        """
        (\\Seen) "a \\"b\\"" {3}
        x
         NIL BODY[HEADER.FIELDS (To)] ((1 2) ())\s
        next
        """
            .replace("\n", "\r\n");
    ImapValues values =
        new ImapValues(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));

    List<Object> read = values.values();

    assertThat(read).hasSize(6).contains("a \"b\"", "NIL", "BODY[HEADER.FIELDS (To)]");
    assertThat(ImapValues.octets(read.get(2))).isEqualTo("x\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(read.get(5)).isEqualTo(List.of(List.of("1", "2"), List.of()));
    assertThat(values.line()).isEqualTo("next");
  }
}
