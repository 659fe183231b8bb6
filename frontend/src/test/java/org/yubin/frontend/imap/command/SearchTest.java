package org.yubin.frontend.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.search.SearchCharset;
import org.yubin.frontend.memory.MemoryNode;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.persistence.directory.AccountRecord;

/** SEARCH in a mailbox whose messages 1 to 6 differ in all that can be asked for; 3 is missing. */
class SearchTest {
  private static MemoryNode node;
  private static TestClient client;
  private static AccountRecord fred;

  @BeforeAll
  static void messages() {
    node = new MemoryNode(Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC));
    fred = node.account("fred");
    String encoded =
        Base64.getMimeEncoder()
            .encodeToString("Viele Gr\u00fc\u00dfe".getBytes(StandardCharsets.UTF_8));
    String deep =
        """
        Content-Type: multipart/mixed; boundary=b
        Subject: deep

        --b
        Content-Type: message/rfc822

        Subject: inner treasure

        x
        --b
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64

        %s
        --b
        Content-Type: application/pdf

        hidden
        --b--
        """
            .formatted(encoded.replace("\r\n", "\n"));
    put(
        "2024-02-01T10:00:00Z",
        """
        From: Ann <ann@x.org>
        Date: Thu, 1 Feb 2024 23:30:00 -0800

        alpha beta
        """,
        SystemFlag.SEEN);
    put(
        "2024-02-02T10:00:00Z",
        """
        From: Bob <bob@x.org>
        To: ann@x.org
        Subject: =?utf-8?q?Caf=C3=A9?=
         2

        beta=
        gamma
        """,
        SystemFlag.FLAGGED);
    put("2024-02-02T11:00:00Z", "Subject: gone\n\n", SystemFlag.DELETED);
    put("2024-02-03T10:00:00Z", deep, SystemFlag.ANSWERED, SystemFlag.SEEN);
    put("2024-02-04T10:00:00Z", "Subject:\nX-Spam: yes\n\n" + "z".repeat(3000), SystemFlag.DRAFT);
    client = TestClient.inInbox(node, "fred");
    client.send("EXPUNGE");
    put("2024-02-05T10:00:00Z", "cc: C <c@d>\nbcc: D <d@e>\n\nend\n");
    client.send("STORE 1 +FLAGS.SILENT ($Work)");
    client.send("NOOP");
  }

  private static void put(String when, String message, SystemFlag... flags) {
    node.append(
        fred,
        "INBOX",
        message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1),
        FlagNames.of(flags),
        InternalDate.of(Instant.parse(when)));
  }

  @AfterAll
  static void close() {
    client.close();
    node.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALL | 1 2 3 4 5",
        "SEEN | 1 3",
        "UNSEEN UNFLAGGED | 4 5",
        "OR FLAGGED ANSWERED | 2 3",
        "NOT (OR SEEN FLAGGED) | 4 5",
        "DRAFT | 4",
        "KEYWORD $work | 1",
        "UNKEYWORD $Work | 2 3 4 5",
        "KEYWORD never | ''",
        "RECENT | 1 2 3 4 5",
        "OLD | ''",
        "NEW | 2 4 5",
        "2:3,5 | 2 3 5",
        "NOT 1:4 | 5",
        "* | 5",
        "7:9 | ''",
        "UID 4:5 | 3 4",
        "UID 6:* SEEN | ''",
        "SINCE 3-Feb-2024 | 3 4 5",
        "BEFORE 3-Feb-2024 | 1 2",
        "ON 3-Feb-2024 | 3",
        "LARGER 1000 | 4",
        "SMALLER 60 | 5",
        "FROM ann | 1",
        "FROM ANN@X.ORG | 1",
        "TO ann | 2",
        "CC c@d | 5",
        "BCC d@e | 5",
        "HEADER X-Spam yes | 4",
        "HEADER X-Spam \"\" | 4",
        "HEADER X-Spam no | ''",
        "SUBJECT \"\" | 2 3 4",
        "SUBJECT {7+}~caf\u00e9 2 | 2",
        "CHARSET UTF-8 SUBJECT {5+}~CAF\u00c9 | 2",
        "SENTON 1-Feb-2024 | 1",
        "SENTBEFORE 1-Feb-2024 | ''",
        "SENTSINCE 1-Feb-2024 | 1",
        "NOT SENTSINCE 1-Feb-2024 | 2 3 4 5",
        "OR FROM ann SUBJECT deep | 1 3",
        "OR SEEN FROM bob | 1 2 3",
        "BODY beta | 1 2",
        "BODY alpha FROM ann | 1",
        "TEXT ann | 1 2",
        "BODY ann | ''",
        "BODY treasure | 3",
        "BODY {7+}~GR\u00dc\u00dfE | 3",
        "BODY hidden | ''",
        "NOT TEXT deep SEEN | 1",
        "OR BODY end OR FLAGGED SUBJECT deep | 2 3 5",
        "TEXT \"\" | 1 2 3 4 5",
      })
  void searchFindsWhatItShould(String criteria, String expected) {
    String seqs = expected.isEmpty() ? "" : " " + expected;
    assertThat(client.send("SEARCH " + criteria.replace("~", "\r\n")))
        .isEqualTo("* SEARCH" + seqs + "\r\nOK");
  }

  @Test
  void uidSearch_answersUids() {
    assertThat(client.send("UID SEARCH ALL")).isEqualTo("* SEARCH 1 2 4 5 6\r\nOK");
    assertThat(client.send("UID SEARCH UID 4:* 1:3")).isEqualTo("* SEARCH 4\r\nOK");
  }

  @Test
  void unknownCharset_isNo_withThoseThatAreKnown() {
    assertThat(client.send("SEARCH CHARSET X-UNKNOWN FROM x"))
        .startsWith("NO [BADCHARSET (US-ASCII UTF-8 ISO-8859-1 ");
    for (String told : SearchCharset.TOLD) {
      assertThat(client.send("SEARCH CHARSET " + told + " SEEN")).isEqualTo("* SEARCH 1 3\r\nOK");
    }
  }

  @Test
  void everyCharsetOfTheJdk_isKnown() {
    for (Charset charset : Charset.availableCharsets().values()) {
      assertThat(client.send("SEARCH CHARSET \"" + charset.name() + "\" SEEN"))
          .as(charset.name())
          .isEqualTo("* SEARCH 1 3\r\nOK");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "iso-8859-1, 2",
    "ISO-8859-15, 2",
    "windows-1252, 2",
    "utf-8, 2",
    "UTF-16, 2",
    "utf-16le, 2",
    "ibm850, 2",
    "x-macroman, 2"
  })
  void stringsAreOfTheCharsetNamed(String charset, String expected) {
    byte[] needle = "CAF\u00c9".getBytes(Charset.forName(charset));
    assertThat(
            client.send(
                joined(
                    "SEARCH CHARSET " + charset + " SUBJECT {" + needle.length + "+}\r\n", needle)))
        .isEqualTo("* SEARCH " + expected + "\r\nOK");
  }

  /** What is not of the charset can be in no text. */
  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "utf-16", "shift_jis", "euc-jp", "gb18030", "big5"})
  void stringThatIsNotOfTheCharset_isBad(String charset) {
    byte[] needle = {'a', (byte) 0xff, (byte) 0xff};
    assertThat(client.send(joined("SEARCH CHARSET " + charset + " TEXT {3+}\r\n", needle)))
        .isEqualTo("BAD");
  }

  @Test
  void stringWithoutCharset_isUtf8_orWindows1252() {
    byte[] latin1 = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(client.send(joined("SEARCH SUBJECT {4+}\r\n", latin1)))
        .isEqualTo("* SEARCH 2\r\nOK");
  }

  private static byte[] joined(String ascii, byte[] octets) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(octets);
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOT @",
        "(SEEN @)",
        "OR @ SEEN",
        "OR (OR NEW @) SEEN",
        "NOT (UNSEEN OR @ FROM x)"
      })
  void keysAreAnswered_asDeepAsTheyMayBe_orAreBad(String nest) {
    String key = "NEW";
    String answer = client.send("SEARCH " + key);
    int levels = 0;
    while (!answer.equals("BAD")) {
      assertThat(answer).startsWith("* SEARCH").endsWith("\r\nOK");
      key = nest.replace("@", key);
      answer = client.send("SEARCH " + key);
      levels++;
    }
    assertThat(levels).isBetween(10, 64);
  }

  @Test
  void whatTheMailboxAnswers_readsNoSummary() {
    int before = node.messages().summaryReads();
    client.send("SEARCH UNSEEN NOT DELETED SINCE 1-Jan-2024 LARGER 10");
    assertThat(node.messages().summaryReads()).isEqualTo(before);
    client.send("SEARCH OR FROM a NOT SUBJECT b SENTSINCE 1-Jan-2024");
    assertThat(node.messages().summaryReads()).isEqualTo(before + 1);
  }
}
