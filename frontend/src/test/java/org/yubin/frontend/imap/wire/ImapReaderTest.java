package org.yubin.frontend.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.SystemFlag;

class ImapReaderTest {
  private static ImapReader in(String text) {
    return new ImapReader(text.getBytes(StandardCharsets.UTF_8));
  }

  private static <T> T whole(String text, ImapReader.Rule<T> rule) throws ImapSyntaxException {
    ImapReader in = in(text);
    T value = rule.read(in);
    in.end();
    return value;
  }

  @Test
  void words_matchInAnyCase_andEndAtSpecials() throws ImapSyntaxException {
    ImapReader in = in("Body.Peek[header.fields (To)]");
    assertThat(in.peekWord()).isEqualTo("BODY.PEEK");
    assertThat(in.tryWord("BODY")).isFalse();
    assertThat(in.word()).isEqualTo("BODY.PEEK");
    in.character('[');
    assertThat(in.tryWord("HEADER.FIELDS")).isTrue();
    in.sp();
    assertThat(in.list(ImapReader::atom)).containsExactly("To");
    in.character(']');
    in.end();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc|abc",
        "a]b|a]b",
        "\"\"|''",
        "\"a b\"|a b",
        "\"a\\\"b\\\\c\"|a\"b\\c",
        "{3}#abc|abc",
        "{3+}#a\"b|a\"b",
        "{0}#|''",
        "\"Käse\"|Käse",
      })
  void astring_takesAtomsQuotedStringsAndLiterals(String wire, String value)
      throws ImapSyntaxException {
    assertThat(whole(wire.replace("#", "\r\n"), ImapReader::astring)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        "\"open",
        "\"open\\",
        "\"open\\\"",
        "\"a\\b\"",
        "\"nul\0\"",
        "\"cr\r\"",
        "{4}#abc",
        "{3}abc",
        "{-1}#a",
        "{4294967296}#a",
        "{}#",
        "{1+",
        "Käse",
      })
  void astring_refusesTheRest(String wire) {
    assertThatThrownBy(() -> whole(wire.replace("#", "\r\n"), ImapReader::astring))
        .isInstanceOf(ImapSyntaxException.class);
  }

  @Test
  void syntaxError_namesOffsetAndExpectation() throws ImapSyntaxException {
    ImapReader in = in("a1 LOGIN");
    in.tag();
    in.sp();
    in.word();
    assertThatThrownBy(in::sp)
        .isInstanceOfSatisfying(ImapSyntaxException.class, e -> assertThat(e.offset()).isEqualTo(8))
        .hasMessage("Expected a space at octet 8");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "007,7",
    "4294967295,4294967295",
  })
  void number_hasThirtyTwoBits(String wire, long value) throws ImapSyntaxException {
    assertThat(whole(wire, ImapReader::number)).isEqualTo(value);
  }

  @Test
  void numbers_areBounded() throws ImapSyntaxException {
    assertThat(whole("9223372036854775807", ImapReader::number64)).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> whole("9223372036854775808", ImapReader::number64))
        .isInstanceOf(ImapSyntaxException.class);
    assertThatThrownBy(() -> whole("4294967296", ImapReader::number))
        .isInstanceOf(ImapSyntaxException.class);
    assertThatThrownBy(() -> whole("0", ImapReader::nzNumber))
        .isInstanceOf(ImapSyntaxException.class);
    assertThatThrownBy(() -> whole("-1", ImapReader::number))
        .isInstanceOf(ImapSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "*", "1:*", "*:4", "4:2", "1,3:5,7:*,4294967295"})
  void sequenceSet_isKeptAsItCame(String wire) throws ImapSyntaxException {
    assertThat(whole(wire, ImapReader::sequenceSet)).hasToString(wire);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1:", ":2", "1,", ",1", "1::2", "1:2:3", "a", "4294967296"})
  void sequenceSet_refusesTheRest(String wire) {
    assertThatThrownBy(() -> whole(wire, ImapReader::sequenceSet))
        .isInstanceOf(ImapSyntaxException.class);
  }

  @Test
  void sequenceSet_ofThousandsOfRanges_isRead() throws ImapSyntaxException {
    StringBuilder wire = new StringBuilder("1");
    for (int i = 2; i < 10_000; i++) {
      wire.append(',').append(i * 2);
    }
    assertThat(whole(wire.toString(), ImapReader::sequenceSet).ranges()).hasSize(9_999);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inbox|INBOX",
        "\"INBOX\"|INBOX",
        "Entw&APw-rfe|Entwürfe",
        "\"&U,BTFw-/&ZeVnLIqe-\"|台北/日本語",
        "A&-B|A&B",
        "\"Entwürfe\"|Entwürfe",
      })
  void mailbox_isUnicode(String wire, String name) throws ImapSyntaxException {
    assertThat(whole(wire, ImapReader::mailbox)).isEqualTo(name);
  }

  @Test
  void listMailbox_takesWildcardsWithoutQuotes() throws ImapSyntaxException {
    assertThat(whole("*", ImapReader::listMailbox)).isEqualTo("*");
    assertThat(whole("a/%", ImapReader::listMailbox)).isEqualTo("a/%");
    assertThat(whole("\"\"", ImapReader::listMailbox)).isEmpty();
  }

  @Test
  void flags_areSystemFlagsAndKeywords() throws ImapSyntaxException {
    assertThat(whole("(\\seen \\Recent $Forwarded x)", ImapReader::flagList))
        .isEqualTo(
            new FlagNames(java.util.Set.of(SystemFlag.SEEN), java.util.Set.of("$Forwarded", "x")));
    assertThat(whole("()", ImapReader::flags)).isEqualTo(FlagNames.NONE);
    assertThat(whole("\\Deleted \\Draft  ", ImapReader::flags))
        .isEqualTo(FlagNames.of(SystemFlag.DELETED, SystemFlag.DRAFT));
    assertThat(whole("(\\Unheard \\Seen)", ImapReader::flagList))
        .isEqualTo(FlagNames.of(SystemFlag.SEEN));
    assertThatThrownBy(() -> whole("(\\*)", ImapReader::flagList))
        .isInstanceOf(ImapSyntaxException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "\"17-Jul-1996 02:44:25 -0700\",837596665,-420",
    "\" 7-Feb-1994 21:52:25 +0530\",760638145,330",
    "\"7-feb-1994 21:52:60 +0000\",760657979,0",
  })
  void dateTime_keepsItsZone(String wire, long second, int zone) throws ImapSyntaxException {
    // A leap second is read as the second before it.
    assertThat(whole(wire, ImapReader::dateTime).zoneMinutes()).isEqualTo(zone);
    assertThat(whole(wire, ImapReader::dateTime).epochSecond()).isBetween(second - 40, second + 40);
    assertThat(Dates.text(new InternalDate(837596665, -420)))
        .isEqualTo("\"17-Jul-1996 02:44:25 -0700\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17-Jul-1996 02:44:25 -0700",
        "\"31-Feb-1996 02:44:25 -0700\"",
        "\"17-Jul-1996 24:44:25 -0700\"",
        "\"17-Jul-1996 02:44:25 -9900\"",
        "\"17-Jul-1996 02:44:25 -0060\"",
        "\"17-Jul-96 02:44:25 +0000\"",
        "\"17-Foo-1996 02:44:25 +0000\"",
      })
  void dateTime_refusesWhatDoesNotExist(String wire) {
    assertThatThrownBy(() -> whole(wire, ImapReader::dateTime))
        .isInstanceOf(ImapSyntaxException.class);
  }

  @Test
  void date_mayBeQuoted() throws ImapSyntaxException {
    assertThat(whole("1-Feb-1994", ImapReader::date)).isEqualTo(LocalDate.of(1994, 2, 1));
    assertThat(whole("\"01-FEB-1994\"", ImapReader::date)).isEqualTo(LocalDate.of(1994, 2, 1));
  }

  @Test
  void nesting_isBounded() {
    ImapReader.Rule<List<Object>> deep =
        new ImapReader.Rule<>() {
          @Override
          public List<Object> read(ImapReader in) throws ImapSyntaxException {
            return in.peek('(') ? List.of(in.list(this)) : List.of(in.atom());
          }
        };
    assertThatThrownBy(() -> deep.read(in("(".repeat(1000))))
        .isInstanceOf(ImapSyntaxException.class)
        .hasMessageContaining("64 levels");
  }

  @Test
  void garbage_isRefusedAndNothingElse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<ImapReader.Rule<?>> rules =
        List.of(
            ImapReader::tag,
            ImapReader::astring,
            ImapReader::nstring,
            ImapReader::sequenceSet,
            ImapReader::mailbox,
            ImapReader::listMailbox,
            ImapReader::flags,
            ImapReader::dateTime,
            ImapReader::date,
            ImapReader::number64);
    String alphabet = "\"(){}\\*%+-1239:,& \r\n\0aJanNIL/\u00e4";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(24); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      ImapReader in = in(text.toString());
      try {
        Object read = rules.get(random.nextInt(rules.size())).read(in);
        assertThat(read).as("seed %d: %s", seed, text).isNotNull();
      } catch (ImapSyntaxException expected) {
        assertThat(expected.offset()).as("seed %d: %s", seed, text).isBetween(0, text.length() * 2);
      }
    }
  }
}
