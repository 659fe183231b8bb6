package org.yubin.frontend.imap.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.mailbox.model.MailboxQuery;

class SearchKeysTest {
  private final SearchKeys keys = new SearchKeys();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL",
        "answered unANSWERED Deleted undeleted draft undraft flagged unflagged seen unseen",
        "NEW OLD RECENT",
        "KEYWORD $Forwarded UNKEYWORD Junk",
        "1:5,7,* UID 1:*",
        "*:4",
        "BEFORE 1-Feb-1994 ON \"01-Feb-1994\" SINCE 1-feb-1994",
        "SENTBEFORE 1-Feb-1994 SENTON 1-Feb-1994 SENTSINCE 1-Feb-1994",
        "LARGER 0 SMALLER 4294967295",
        "FROM Smith TO \"a b\" CC {1}\r\nx BCC y SUBJECT \"\"",
        "HEADER Message-ID <a@b>",
        "BODY x TEXT y",
        "NOT NOT OR SEEN (FLAGGED NOT DELETED)",
        "(1 (2 (3)))",
      })
  void everyKeyIsRead(String text) throws Exception {
    ImapReader in = reader(text);
    keys.read(in, SearchCharset.NONE);
    in.end();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "()",
        "NOT",
        "OR SEEN",
        "SEEN  FLAGGED",
        "UNRECENT",
        "UNKEYWORD",
        "0",
        "1:",
        "BEFORE 31-Feb-1994",
        "LARGER x",
        "HEADER x",
        "(SEEN",
        "SEEN)",
        "SEENFLAGGED",
      })
  void whatIsNoKey_isASyntaxError(String text) {
    assertThatThrownBy(
            () -> {
              ImapReader in = reader(text);
              keys.read(in, SearchCharset.NONE);
              in.end();
            })
        .isInstanceOf(ImapSyntaxException.class);
  }

  @Test
  void depthAndCount_areBounded() {
    assertThatThrownBy(() -> read("NOT ".repeat(10_000) + "SEEN"))
        .isInstanceOf(ImapSyntaxException.class);
    assertThatThrownBy(() -> read("(".repeat(10_000))).isInstanceOf(ImapSyntaxException.class);
    assertThatThrownBy(() -> read("SEEN ".repeat(2_000) + "SEEN"))
        .isInstanceOf(ImapSyntaxException.class);
  }

  /** A deeper one would be more than the mailbox can be asked: never an exception of the model. */
  @ParameterizedTest
  @ValueSource(
      strings = {"NOT @", "(SEEN @)", "OR @ SEEN", "OR (OR NEW @) SEEN", "NOT (UNSEEN OR @ NEW)"})
  void asDeepAsMay_andNotDeeper(String nest) throws Exception {
    String text = "NEW";
    int levels = 0;
    try {
      while (levels < 100) {
        SearchKey key = read(text);
        assertThat(key.depth()).isLessThanOrEqualTo(MailboxQuery.MAX_DEPTH);
        text = nest.replace("@", text);
        levels++;
      }
    } catch (ImapSyntaxException tooDeep) {
      assertThat(tooDeep.expected()).contains("levels");
    }
    assertThat(levels).isBetween(10, 64);
  }

  /** As clients ask for any of many senders. */
  @Test
  void fiveHundredAlternatives_areNotDeep() throws Exception {
    SearchKey flags = read("OR SEEN ".repeat(500) + "DELETED");
    assertThat(flags.depth()).isLessThan(13);
    assertThatThrownBy(() -> read("OR SEEN ".repeat(512) + "DELETED"))
        .isInstanceOf(ImapSyntaxException.class);
  }

  @Test
  void keysThatTheSummaryAnswers_areAnsweredTogether() throws Exception {
    SearchKey both = read("OR FROM a NOT (SENTON 1-Feb-1994 SUBJECT b)");
    assertThat(both.summaryTest()).isPresent();
    SearchKey text = read("FROM a BODY b");
    assertThat(text.summaryTest()).isEmpty();
  }

  private SearchKey read(String text) throws ImapSyntaxException {
    return keys.read(reader(text), SearchCharset.NONE);
  }

  private static ImapReader reader(String text) {
    return new ImapReader(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
