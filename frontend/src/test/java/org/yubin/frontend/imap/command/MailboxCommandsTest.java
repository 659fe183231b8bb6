package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yubin.frontend.memory.MemoryNode;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.persistence.directory.AccountRecord;

/** LIST, LSUB, STATUS, CREATE, DELETE, RENAME, SUBSCRIBE, NAMESPACE as a client sees them. */
class MailboxCommandsTest {
  private final MemoryNode node =
      new MemoryNode(Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC));
  private final AccountRecord fred = node.account("fred");
  private TestClient client;

  @BeforeEach
  void login() {
    client = new TestClient(node);
    client.send("LOGIN fred fred");
  }

  @AfterEach
  void close() {
    client.close();
    node.close();
  }

  @Test
  void plainList_showsSpecialUses() {
    assertThat(client.send("LIST \"\" *"))
        .isEqualTo(
            """
            * LIST (\\HasNoChildren \\Archive) "/" Archive
            * LIST (\\HasNoChildren \\Drafts) "/" Drafts
            * LIST (\\HasNoChildren) "/" INBOX
            * LIST (\\HasNoChildren \\Junk) "/" Junk
            * LIST (\\HasNoChildren \\Sent) "/" Sent
            * LIST (\\HasNoChildren \\Trash) "/" Trash
            OK\
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void emptyName_asksForTheDelimiter() {
    assertThat(client.send("LIST \"\" \"\"")).isEqualTo("* LIST (\\Noselect) \"/\" \"\"\r\nOK");
  }

  @Test
  void levels_haveTheirAttributes() {
    assertThat(client.send("CREATE a/b/c/")).isEqualTo("OK");
    assertThat(client.send("LIST \"\" a%"))
        .containsPattern("^\\* LIST \\((\\\\Noselect )?\\\\HasChildren\\) \"/\" a\r\nOK$");
    assertThat(client.send("LIST a/ %"))
        .containsPattern("^\\* LIST \\((\\\\Noselect )?\\\\HasChildren\\) \"/\" a/b\r\nOK$");
    assertThat(client.send("LIST \"\" a/b/*"))
        .isEqualTo("* LIST (\\HasNoChildren) \"/\" a/b/c\r\nOK");
    assertThat(client.send("LIST \"\" inbox"))
        .isEqualTo("* LIST (\\HasNoChildren) \"/\" INBOX\r\nOK");
  }

  @Test
  void namesBeyondAscii_areInModifiedUtf7() {
    assertThat(client.send("CREATE Entw&APw-rfe")).isEqualTo("OK");
    assertThat(client.send("LIST \"\" Entw%"))
        .isEqualTo("* LIST (\\HasNoChildren) \"/\" Entw&APw-rfe\r\nOK");
    assertThat(client.send("CREATE \"Entw\u00fcrfe\"")).isEqualTo("NO [ALREADYEXISTS]");
  }

  @Test
  void names_areAtMost1024OctetsOfUtf8() {
    assertThat(client.send("CREATE " + "a".repeat(1024))).isEqualTo("OK");
    assertThat(client.send("CREATE " + "b".repeat(1025))).isEqualTo("NO [CANNOT]");
    assertThat(client.send("CREATE \"" + "\u90f5".repeat(342) + "\"")).isEqualTo("NO [CANNOT]");
    assertThat(client.send("SUBSCRIBE " + "b".repeat(1025))).isEqualTo("NO [CANNOT]");
    assertThat(client.send("RENAME Junk " + "b".repeat(1025))).isEqualTo("NO [CANNOT]");
    assertThat(client.send("LIST \"\" aaa%"))
        .isEqualTo("* LIST (\\HasNoChildren) \"/\" " + "a".repeat(1024) + "\r\nOK");
  }

  @Test
  void lsub_showsLevelsAboveSubscribedNames() {
    client.send("CREATE foo/bar");
    client.send("SUBSCRIBE foo/bar");
    assertThat(client.send("LSUB \"\" foo*")).isEqualTo("* LSUB () \"/\" foo/bar\r\nOK");
    assertThat(client.send("LSUB \"\" f%")).isEqualTo("* LSUB (\\Noselect) \"/\" foo\r\nOK");
    client.send("SUBSCRIBE foo");
    assertThat(client.send("LSUB \"\" f%")).isEqualTo("* LSUB () \"/\" foo\r\nOK");
    assertThat(client.send("UNSUBSCRIBE foo/bar")).isEqualTo("OK");
    assertThat(client.send("LSUB foo/ %")).isEqualTo("OK");
  }

  @Test
  void subscription_outlivesTheMailbox() {
    client.send("CREATE gone");
    client.send("SUBSCRIBE gone");
    assertThat(client.send("DELETE gone")).isEqualTo("OK");
    assertThat(client.send("LSUB \"\" gone")).isEqualTo("* LSUB () \"/\" gone\r\nOK");
    assertThat(client.send("LIST \"\" gone")).isEqualTo("OK");
  }

  @Test
  void createAndDelete_refuseWhatTheyMust() {
    assertThat(client.send("CREATE INBOX")).isEqualTo("NO [ALREADYEXISTS]");
    assertThat(client.send("CREATE x")).isEqualTo("OK");
    assertThat(client.send("CREATE x")).isEqualTo("NO [ALREADYEXISTS]");
    assertThat(client.send("CREATE \"\"")).startsWith("NO");
    assertThat(client.send("CREATE a//b")).startsWith("NO");
    assertThat(client.send("DELETE INBOX")).startsWith("NO");
    assertThat(client.send("DELETE y")).isEqualTo("NO [NONEXISTENT]");
    assertThat(client.send("CREATE")).isEqualTo("BAD");
  }

  @Test
  void deleteWithInferiors_leavesTheName() {
    client.send("CREATE p");
    client.send("CREATE p/q");
    assertThat(client.send("DELETE p")).isEqualTo("OK");
    assertThat(client.send("LIST \"\" p*"))
        .isEqualTo(
            "* LIST (\\Noselect \\HasChildren) \"/\" p\r\n"
                + "* LIST (\\HasNoChildren) \"/\" p/q\r\nOK");
    assertThat(client.send("DELETE p")).isEqualTo("NO [HASCHILDREN]");
    assertThat(client.send("STATUS p (MESSAGES)")).startsWith("NO");
    assertThat(client.send("CREATE p")).isEqualTo("OK");
  }

  @Test
  void rename_takesInferiorsAlong() {
    client.send("CREATE r/s");
    assertThat(client.send("RENAME r t")).isEqualTo("OK");
    assertThat(client.send("LIST \"\" t/%")).contains(" t/s\r\n");
    assertThat(client.send("LIST \"\" r*")).isEqualTo("OK");
    assertThat(client.send("RENAME r t")).isEqualTo("NO [NONEXISTENT]");
    assertThat(client.send("RENAME t INBOX")).isEqualTo("NO [ALREADYEXISTS]");
  }

  @Test
  void renameOfInbox_movesItsMessages() {
    node.append(
        fred,
        "INBOX",
        "Subject: a\r\n\r\nb".getBytes(StandardCharsets.US_ASCII),
        FlagNames.NONE,
        new InternalDate(0, 0));
    assertThat(client.send("RENAME INBOX old-mail")).isEqualTo("OK");
    assertThat(client.send("STATUS INBOX (MESSAGES)"))
        .isEqualTo("* STATUS INBOX (MESSAGES 0)\r\nOK");
    assertThat(client.send("STATUS old-mail (MESSAGES)"))
        .isEqualTo("* STATUS old-mail (MESSAGES 1)\r\nOK");
  }

  @Test
  void status_answersInTheOrderAsked_onceEach() {
    node.append(
        fred,
        "INBOX",
        "Subject: a\r\n\r\nb".getBytes(StandardCharsets.US_ASCII),
        FlagNames.NONE,
        new InternalDate(0, 0));
    assertThat(client.send("STATUS inbox (uidnext MESSAGES uidnext unseen SIZE RECENT)"))
        .isEqualTo("* STATUS INBOX (UIDNEXT 2 MESSAGES 1 UNSEEN 1 SIZE 15 RECENT 1)\r\nOK");
    assertThat(client.send("STATUS INBOX (UIDVALIDITY)"))
        .matches("(?s)\\* STATUS INBOX \\(UIDVALIDITY \\d+\\)\r\nOK");
    assertThat(client.send("STATUS INBOX ()")).isEqualTo("BAD");
    assertThat(client.send("STATUS INBOX (COLOUR)")).isEqualTo("BAD");
    assertThat(client.send("STATUS nowhere (MESSAGES)")).isEqualTo("NO [NONEXISTENT]");
    client.send("SELECT INBOX");
    assertThat(client.send("STATUS INBOX (MESSAGES)"))
        .isEqualTo("* STATUS INBOX (MESSAGES 1)\r\nOK");
  }

  @Test
  void deleteOfTheSelectedMailbox_leavesIt_andDisconnectsOthers() {
    client.send("CREATE d");
    client.send("SELECT d");
    TestClient other = new TestClient(node);
    other.send("LOGIN fred fred");
    other.send("SELECT d");
    assertThat(client.send("DELETE d")).isEqualTo("OK");
    assertThat(client.send("FETCH 1 FLAGS")).isEqualTo("BAD");
    assertThat(client.closed()).isFalse();
    Awaitility.await().until(other::closed);
    other.close();
  }

  @Test
  void namespace_isOne() {
    assertThat(client.send("namespace")).isEqualTo("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\nOK");
  }

  @Test
  void commandsOfTheSelectedState_areBadWithoutAMailbox() {
    for (String command : new String[] {"FETCH 1 UID", "UID EXPUNGE 1", "MOVE 1 x", "SEARCH ALL"}) {
      assertThat(client.send(command)).isEqualTo("BAD");
    }
  }
}
