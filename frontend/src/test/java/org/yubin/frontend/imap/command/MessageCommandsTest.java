package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.memory.MemoryNode;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.persistence.directory.AccountRecord;
import org.yubin.persistence.id.EmailId;

/** FETCH, STORE, COPY, MOVE, EXPUNGE as a client sees them. */
class MessageCommandsTest {
  private static final String SMALL = "Subject: small\r\nFrom: a@b\r\n\r\nHello\r\n";

  private final MemoryNode node =
      new MemoryNode(Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC));
  private final AccountRecord fred = node.account("fred");
  private TestClient client;
  private EmailId last;

  @BeforeEach
  void threeMessages() {
    put(SMALL);
    put("Subject: two\r\n\r\n" + "x".repeat(100_000));
    put("Subject: three\r\nX-Long: a\r\n b\r\n\r\nbody\r\n", SystemFlag.SEEN);
    client = TestClient.inInbox(node, "fred");
  }

  @AfterEach
  void close() {
    client.close();
    node.close();
  }

  private void put(String message, SystemFlag... flags) {
    last =
        node.append(
            fred,
            "INBOX",
            message.getBytes(StandardCharsets.ISO_8859_1),
            FlagNames.of(flags),
            new InternalDate(837_595_345L, -420));
  }

  @Test
  void fetchOfRecords_asManyItemsAsAsked() {
    assertThat(client.send("FETCH 1,3 (flags RFC822.SIZE UID flags INTERNALDATE)"))
        .isEqualTo(
            "* 1 FETCH (FLAGS (\\Recent) RFC822.SIZE 36 UID 1"
                + " INTERNALDATE \"17-Jul-1996 02:22:25 -0700\")\r\n"
                + "* 3 FETCH (FLAGS (\\Seen \\Recent) RFC822.SIZE 39 UID 3"
                + " INTERNALDATE \"17-Jul-1996 02:22:25 -0700\")\r\nOK");
    assertThat(node.messages().summaryReads()).isZero();
  }

  @Test
  void fetchOfSummaries_isOneRead_andOpensNoBody() {
    String answer = client.send("FETCH 1:* (ENVELOPE BODY BODY.PEEK[HEADER.FIELDS (X-LONG)])");
    assertThat(answer)
        .contains(
            "* 3 FETCH (ENVELOPE (NIL \"three\" NIL NIL NIL NIL NIL NIL NIL NIL)"
                + " BODY (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 6 1)"
                + " BODY[HEADER.FIELDS (X-LONG)] {17}\r\nX-Long: a\r\n b\r\n\r\n)\r\n")
        .endsWith("\r\nOK");
    assertThat(node.messages().summaryReads()).isEqualTo(1);
    assertThat(node.messages().bodyReads()).isZero();
  }

  @Test
  void bodyFetch_setsSeen_andTellsTheFlagsOnce() {
    assertThat(client.send("FETCH 1 BODY[TEXT]"))
        .isEqualTo("* 1 FETCH (BODY[TEXT] {7}\r\nHello\r\n FLAGS (\\Seen \\Recent))\r\nOK");
    assertThat(client.send("FETCH 1 BODY[TEXT]"))
        .isEqualTo("* 1 FETCH (BODY[TEXT] {7}\r\nHello\r\n)\r\nOK");
    assertThat(client.send("NOOP")).isEqualTo("OK");
  }

  @Test
  void peek_leavesSeenAlone() {
    assertThat(client.send("UID FETCH 1 (BODY.PEEK[]<0.7> RFC822.HEADER)"))
        .isEqualTo(
            "* 1 FETCH (UID 1 BODY[]<0> {7}\r\nSubject RFC822.HEADER {29}\r\n"
                + "Subject: small\r\nFrom: a@b\r\n\r\n)\r\nOK");
    assertThat(client.send("FETCH 1 FLAGS")).isEqualTo("* 1 FETCH (FLAGS (\\Recent))\r\nOK");
  }

  @Test
  void examinedMailbox_isNotChanged() {
    client.send("EXAMINE INBOX");
    assertThat(client.send("FETCH 1 RFC822.TEXT"))
        .isEqualTo("* 1 FETCH (RFC822.TEXT {7}\r\nHello\r\n)\r\nOK");
    assertThat(client.send("FETCH 1 FLAGS")).isEqualTo("* 1 FETCH (FLAGS ())\r\nOK");
    assertThat(client.send("STORE 1 +FLAGS (\\Seen)")).isEqualTo("NO [READ-ONLY]");
    assertThat(client.send("EXPUNGE")).isEqualTo("NO [READ-ONLY]");
    assertThat(client.send("MOVE 1 Trash")).isEqualTo("NO [READ-ONLY]");
  }

  @Test
  void partials_areCutAsTheRfcSays() {
    assertThat(client.send("FETCH 1 BODY.PEEK[]<30.2048>"))
        .isEqualTo("* 1 FETCH (BODY[]<30> {6}\r\nello\r\n)\r\nOK");
    assertThat(client.send("FETCH 1 BODY.PEEK[]<36.1>"))
        .isEqualTo("* 1 FETCH (BODY[]<36> {0}\r\n)\r\nOK");
    assertThat(client.send("FETCH 1 BODY.PEEK[HEADER]<9.5>"))
        .isEqualTo("* 1 FETCH (BODY[HEADER]<9> {5}\r\nsmall)\r\nOK");
    assertThat(client.send("FETCH 1 BODY.PEEK[2]")).isEqualTo("* 1 FETCH (BODY[2] NIL)\r\nOK");
  }

  @Test
  void longBody_comesWhole() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; body.length() < 700_000; i++) {
      body.append(i).append("\r\n");
    }
    put("Subject: long\r\n\r\n" + body);
    client.send("NOOP");
    String answer = client.send("FETCH 4 (BODY.PEEK[TEXT] UID BODY.PEEK[1]<300000.300000>)");
    assertThat(answer)
        .isEqualTo(
            "* 4 FETCH (BODY[TEXT] {%d}\r\n%s UID 4 BODY[1]<300000> {300000}\r\n%s)\r\nOK"
                .formatted(body.length(), body, body.substring(300_000, 600_000)));
  }

  @Test
  void manyBodies_eachOpenedOnce() {
    for (int i = 0; i < 40; i++) {
      put("Subject: " + i + "\r\n\r\nbody " + i + "\r\n");
    }
    client.send("NOOP");
    String answer = client.send("UID FETCH 4:* (BODY.PEEK[TEXT] BODYSTRUCTURE)");
    Matcher line = Pattern.compile("\\* (\\d+) FETCH \\(UID (\\d+) BODY\\[TEXT\\]").matcher(answer);
    int seq = 4;
    while (line.find()) {
      assertThat(line.group(1)).isEqualTo(Integer.toString(seq)).isEqualTo(line.group(2));
      seq++;
    }
    assertThat(seq).isEqualTo(44);
    assertThat(node.messages().bodyReads()).isEqualTo(40);
    assertThat(node.messages().summaryReads()).isZero();
  }

  @Test
  void lostContent_isTold_andTheRestIsAnswered() {
    node.messages().lose(last);
    assertThat(client.send("FETCH 2:3 (UID BODYSTRUCTURE)"))
        .startsWith("* 2 FETCH (UID 2 BODYSTRUCTURE")
        .endsWith("NO [CORRUPTION]");
    put(SMALL);
    client.send("NOOP");
    assertThat(client.send("FETCH 3:4 BODY.PEEK[TEXT]"))
        .isEqualTo("* 4 FETCH (BODY[TEXT] {7}\r\nHello\r\n)\r\nNO [CORRUPTION]");
    assertThat(client.closed()).isFalse();
  }

  @Test
  void sequenceNumberBeyondTheEnd_isBad_butAUidIsNot() {
    assertThat(client.send("FETCH 4 FLAGS")).isEqualTo("BAD");
    assertThat(client.send("UID FETCH 4:10 FLAGS")).isEqualTo("OK");
    assertThat(client.send("UID FETCH 4:* UID")).isEqualTo("* 3 FETCH (UID 3)\r\nOK");
  }

  @Test
  void expungedByAnother_isAnsweredAsFarAsItCanBe() {
    TestClient other = TestClient.inInbox(node, "fred");
    other.send("STORE 2 +FLAGS.SILENT (\\Deleted)");
    assertThat(other.send("EXPUNGE")).isEqualTo("* 2 EXPUNGE\r\nOK");
    assertThat(client.send("FETCH 1:3 UID"))
        .startsWith("* 1 FETCH (UID 1)\r\n* 3 FETCH (UID 3)\r\n")
        .endsWith("NO [EXPUNGEISSUED]");
    assertThat(client.send("STORE 2:3 +FLAGS (\\Flagged)"))
        .isEqualTo("* 3 FETCH (FLAGS (\\Flagged \\Seen \\Recent))\r\nNO [EXPUNGEISSUED]");
    assertThat(client.send("STORE 2:3 +FLAGS.SILENT (\\Draft)")).isEqualTo("OK");
    assertThat(client.send("COPY 2:3 Trash")).isEqualTo("* 2 EXPUNGE\r\nNO [EXPUNGEISSUED]");
    assertThat(client.send("UID FETCH 1:3 UID"))
        .isEqualTo("* 1 FETCH (UID 1)\r\n* 2 FETCH (UID 3)\r\nOK");
    other.close();
  }

  @Test
  void store_tellsEveryMessageNamed_changedOrNot() {
    assertThat(client.send("STORE 1:3 +FLAGS (\\Seen)"))
        .isEqualTo(
            "* 1 FETCH (FLAGS (\\Seen \\Recent))\r\n* 2 FETCH (FLAGS (\\Seen \\Recent))\r\n"
                + "* 3 FETCH (FLAGS (\\Seen \\Recent))\r\nOK");
    assertThat(client.send("UID STORE 3 FLAGS \\Deleted \\Flagged"))
        .isEqualTo("* 3 FETCH (UID 3 FLAGS (\\Flagged \\Deleted \\Recent))\r\nOK");
    assertThat(client.send("STORE 3 -FLAGS ()"))
        .isEqualTo("* 3 FETCH (FLAGS (\\Flagged \\Deleted \\Recent))\r\nOK");
  }

  @Test
  void silentStore_isNotEchoed_butOthersHearOfIt() {
    TestClient other = TestClient.inInbox(node, "fred");
    assertThat(client.send("STORE 1:2 +FLAGS.SILENT (\\Seen)")).isEqualTo("OK");
    assertThat(client.send("NOOP")).isEqualTo("OK");
    assertThat(other.send("NOOP"))
        .isEqualTo("* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n* 2 FETCH (UID 2 FLAGS (\\Seen))\r\nOK");
    other.close();
  }

  @Test
  void newKeyword_isAnnouncedBeforeItIsShown() {
    assertThat(client.send("STORE 1 +FLAGS ($Forwarded)"))
        .isEqualTo(
            "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded)\r\n"
                + "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft"
                + " $Forwarded \\*)] Flags kept\r\n"
                + "* 1 FETCH (FLAGS ($Forwarded \\Recent))\r\nOK");
    assertThat(client.send("STORE 1 -FLAGS ($forwarded)"))
        .isEqualTo("* 1 FETCH (FLAGS (\\Recent))\r\nOK");
  }

  @Test
  void storeThatIsWrong_isBad() {
    assertThat(client.send("STORE 1 +FLAG (\\Seen)")).isEqualTo("BAD");
    assertThat(client.send("STORE 1 +FLAGS (\\*)")).isEqualTo("BAD");
    assertThat(client.send("STORE 9 +FLAGS (\\Seen)")).isEqualTo("BAD");
    assertThat(client.send("UID STORE 9 +FLAGS (\\Seen)")).isEqualTo("OK");
  }

  @Test
  void expunge_tellsDescendingOrShiftingNumbers() {
    client.send("STORE 1,3 +FLAGS.SILENT (\\Deleted)");
    assertThat(client.send("EXPUNGE")).isEqualTo("* 1 EXPUNGE\r\n* 2 EXPUNGE\r\nOK");
    assertThat(client.send("EXPUNGE")).isEqualTo("OK");
  }

  @Test
  void uidExpunge_leavesOthersAlone() {
    client.send("STORE 1:2 +FLAGS.SILENT (\\Deleted)");
    assertThat(client.send("UID EXPUNGE 2:3")).isEqualTo("* 2 EXPUNGE\r\nOK");
    assertThat(client.send("UID EXPUNGE 77")).isEqualTo("OK");
    assertThat(client.send("FETCH 1 FLAGS"))
        .isEqualTo("* 1 FETCH (FLAGS (\\Deleted \\Recent))\r\nOK");
  }

  @Test
  void copy_tellsWhereTheCopiesAre() {
    assertThat(client.send("COPY 1,3 Archive")).matches("OK \\[COPYUID \\d+ 1,3 1:2\\]");
    assertThat(client.send("UID COPY 2 Archive")).matches("OK \\[COPYUID \\d+ 2 3\\]");
    assertThat(client.send("UID COPY 70:80 Archive")).isEqualTo("OK");
    assertThat(client.send("COPY 1 Nowhere")).isEqualTo("NO [TRYCREATE]");
    assertThat(client.send("STATUS Archive (MESSAGES UNSEEN)"))
        .isEqualTo("* STATUS Archive (MESSAGES 3 UNSEEN 2)\r\nOK");
  }

  @Test
  void copyIntoTheSameMailbox_isToldAtOnce() {
    assertThat(client.send("COPY 1 inbox"))
        .matches("(?s)\\* 4 EXISTS\r\n\\* 4 RECENT\r\nOK \\[COPYUID \\d+ 1 4\\]");
    assertThat(client.send("FETCH 4 BODY.PEEK[TEXT]"))
        .isEqualTo("* 4 FETCH (BODY[TEXT] {7}\r\nHello\r\n)\r\nOK");
  }

  @Test
  void copyWithLostContent_copiesNothing() {
    node.messages().lose(last);
    assertThat(client.send("COPY 1:3 Archive")).isEqualTo("NO [EXPUNGEISSUED]");
    assertThat(client.send("STATUS Archive (MESSAGES)"))
        .isEqualTo("* STATUS Archive (MESSAGES 0)\r\nOK");
  }

  @Test
  void move_tellsTheCodeThenTheExpunges() {
    assertThat(client.send("MOVE 1:2 Archive"))
        .matches(
            "(?s)\\* OK \\[COPYUID \\d+ 1:2 1:2\\] Moved\r\n\\* 1 EXPUNGE\r\n\\* 1 EXPUNGE\r\nOK");
    assertThat(client.send("UID MOVE 3 Nowhere")).isEqualTo("NO [TRYCREATE]");
    assertThat(client.send("UID MOVE 1 Archive")).isEqualTo("OK");
    assertThat(client.send("UID MOVE 3 Archive"))
        .matches("(?s)\\* OK \\[COPYUID \\d+ 3 3\\] Moved\r\n\\* 1 EXPUNGE\r\nOK");
  }

  @Test
  void moveWithinTheMailbox_givesANewUid() {
    assertThat(client.send("UID MOVE 1 INBOX"))
        .matches(
            "(?s)\\* OK \\[COPYUID \\d+ 1 4\\] Moved\r\n\\* 1 EXPUNGE\r\n\\* 3 EXISTS\r\n"
                + "\\* 3 RECENT\r\nOK");
  }
}
