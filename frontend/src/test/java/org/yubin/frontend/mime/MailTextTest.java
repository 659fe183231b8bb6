package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfer encodings, charsets, previews and sent dates. */
class MailTextTest {
  private static String preview(String content, String body) {
    return Summaries.scan(content + "\r\n\r\n" + body).preview();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thu, 13 Feb 1969 23:32:54 -0330 | 1969-02-13",
        "13 Feb 2020 00:00 +0000 | 2020-02-13",
        "Fri, 1 Jan 21 09:00 GMT | 2021-01-01",
        "1 Jan 99 09:00 EST | 1999-01-01",
        "1 Jan 100 09:00 EST | 2000-01-01",
        "Thu Feb 13 23:32:54 2020 | 2020-02-13",
        "Thu (x) , 13 (y) february (z) 2020 | 2020-02-13",
        "13-FEB-2020 | 2020-02-13",
        "Sat, 30 Feb 2020 1:00 | none",
        "2020-02-13 | none",
        "13 2020 | none",
        "1 Jan 1234567 | none",
        "999999999999 Jan 2020 | none",
        "yesterday | none",
        "'' | none"
      })
  void dateField_givesTheDayAsWritten(String field, String day) {
    assertThat(SentDate.parse(field).map(Object::toString).orElse("none")).isEqualTo(day);
  }

  @Test
  void base64_isReadPastRubbish() {
    byte[] octets = new byte[1000];
    for (int length = 0; length < 100; length++) {
      new Random(length).nextBytes(octets);
      byte[] some = Arrays.copyOf(octets, length);
      String encoded = Base64.getMimeEncoder(20, new byte[] {'\n'}).encodeToString(some);
      assertThat(TransferDecoder.base64(encoded.replace("\n", " !\r\n").getBytes(ISO_8859_1)))
          .isEqualTo(some);
    }
    assertThat(TransferDecoder.base64("YQ==Yg==".getBytes(ISO_8859_1))).asString().isEqualTo("ab");
    assertThat(TransferDecoder.base64("YQ".getBytes(ISO_8859_1))).asString().isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=3Db=3d | a=b=",
        "soft=\\r\\nbreak=\\nagain= \\r\\n. | softbreakagain.",
        "trailing \\t \\r\\nblanks  | trailing\\r\\nblanks",
        "in  side | in  side",
        "=ZZ=4 | =ZZ=4",
        "end= | end"
      })
  void quotedPrintable_isReadLeniently(String encoded, String expected) {
    byte[] raw = unescaped(encoded).getBytes(ISO_8859_1);
    assertThat(new String(TransferDecoder.decode("QUOTED-PRINTABLE", raw), ISO_8859_1))
        .isEqualTo(unescaped(expected));
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
  }

  @ParameterizedTest
  @CsvSource({
    "utf-7, Hi Mom +Jjo-!, Hi Mom \u263a!",
    "UNICODE-1-1-UTF-7, A+ImIDkQ., A\u2262\u0391.",
    "utf-7, 1 +- 1, 1 + 1",
    "hz-gb-2312, '~{<:Ky2;~}a~~b', \u5df1\u6240\u4e0da~b",
    "utf-8, abc, abc",
    "no such charset, abc, abc"
  })
  void charset_isDecoded(String charset, String octets, String expected) {
    assertThat(MailCharsets.decode(charset, octets.getBytes(ISO_8859_1))).isEqualTo(expected);
  }

  @Test
  void charsetsNamedForLess_areReadAsWhatTheyAre() {
    assertThat(MailCharsets.decode("ISO-8859-1", new byte[] {(byte) 0x80})).isEqualTo("\u20ac");
    assertThat(MailCharsets.decode(" macintosh ", new byte[] {(byte) 0x8e})).isEqualTo("\u00e9");
    assertThat(MailCharsets.decode("gb2312", "\u4e02".getBytes(Charset.forName("GBK"))))
        .isEqualTo("\u4e02");
    assertThat(MailCharsets.decode("us-ascii", "\u00e9".getBytes(UTF_8))).isEqualTo("\u00e9");
    assertThat(MailCharsets.decode("iso-8859-8-i", new byte[] {(byte) 0xe0})).isEqualTo("\u05d0");
  }

  @Test
  void everyAliasIsKnownToTheJdk() {
    assertThat(MailCharsets.targets()).allMatch(Charset::isSupported);
  }

  @Test
  void preview_isTheFirstWordsOfTheFirstText() {
    assertThat(preview("A: b", "  a \r\n\r\n b\tc\0d\u00a0e ")).isEqualTo("a b c d e");
    assertThat(preview("Content-Transfer-Encoding: base64", "w6kKw6k=")).isEqualTo("\u00e9 \u00e9");
    assertThat(preview("Content-Type: image/gif", "GIF")).isEmpty();
    assertThat(preview("Content-Disposition: attachment", "text")).isEmpty();
  }

  @Test
  void previewBeyond200Characters_isCut() {
    String emoji = "\ud83d\ude00";
    String preview =
        preview(
            "Content-Type: text/plain; charset=utf-8",
            new String((emoji + " ").repeat(400).getBytes(UTF_8), ISO_8859_1));
    assertThat(preview).isEqualTo((emoji + " ").repeat(99) + emoji);
  }

  @Test
  void blankTextParts_arePassedOver() {
    String parts =
        String.join(
            "\r\n",
            "--b",
            "",
            " ",
            "--b",
            "Content-Type: text/html",
            "",
            "<p>&nbsp;</p>",
            "--b",
            "",
            "the text",
            "--b--");
    assertThat(preview("Content-Type: multipart/mixed; boundary=b", parts)).isEqualTo("the text");
  }
}
