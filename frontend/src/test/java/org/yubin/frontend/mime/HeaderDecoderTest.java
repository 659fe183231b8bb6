package org.yubin.frontend.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yubin.persistence.summary.Octets;
import org.yubin.persistence.summary.Parameter;

class HeaderDecoderTest {
  private static String decoded(String octets) {
    return HeaderDecoder.decode(Octets.latin1(octets));
  }

  /** The examples of RFC 2047 §8 among them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "(=?ISO-8859-1?Q?a?=)",
        "=?ISO-8859-1?Q?a?= b",
        "=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=",
        "=?ISO-8859-1?Q?a?=   \t =?ISO-8859-1?B?Yg==?=",
        "=?ISO-8859-1?Q?a_b?=",
        "=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=",
        "=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu>",
        "=?ISO-8859-1?Q?Patrik_F=E4ltstr=F6m?= <paf@nada.kth.se>",
        "=?UTF-8?B?0J/RgNC40LLQtdGC?= x =?utf-8?q?=C3=A9?= y",
        "=?iso-2022-jp?B?GyRCRnxLXDhsGyhC?="
      })
  void encodedWords_areDecodedAsMime4jDoes(String value) {
    assertThat(decoded(value)).isEqualTo(DecoderUtil.decodeEncodedWords(value, US_ASCII));
  }

  @Test
  void characterCutBetweenWords_isWhole() {
    assertThat(decoded("=?utf-8?q?=E2=82?= =?utf-8?q?=AC?=")).isEqualTo("\u20ac");
    assertThat(decoded("=?utf-8*en?b?4oI=?= =?UTF-8?b?rA==?=")).isEqualTo("\u20ac");
  }

  @Test
  void notQuiteEncodedWords_stay() {
    assertThat(decoded("=?utf-8?x?a?=")).isEqualTo("=?utf-8?x?a?=");
    assertThat(decoded("=?utf-8?q?a")).isEqualTo("=?utf-8?q?a");
    assertThat(decoded("=?=?=?utf-8?q?a?=")).isEqualTo("=?=?a");
    assertThat(decoded("=?nonsense?q?=C3=A9?=")).isEqualTo("\u00e9");
  }

  @Test
  void rawOctets_areUtf8OrElseWindows1252() {
    assertThat(decoded("caf\u00c3\u00a9 =?utf-8?q?=C3=A9?=")).isEqualTo("caf\u00e9 \u00e9");
    assertThat(decoded("caf\u00e9 \u0080")).isEqualTo("caf\u00e9 \u20ac");
  }

  @Test
  void valuesOfAField_areUnfoldedAndDecodedInOrder() {
    Octets header =
        Octets.latin1("X-a: 1\r\nSubject: =?utf-8?q?a?=\r\n =?utf-8?q?b?=\r\nx-A :\r\n\r\nX-A: no");
    assertThat(HeaderDecoder.values(header, "X-A")).containsExactly("1", "");
    assertThat(HeaderDecoder.values(header, "subject")).containsExactly("ab");
    assertThat(HeaderDecoder.values(header, "absent")).isEmpty();
    assertThat(HeaderDecoder.values(header, "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FILENAME*, utf-8''%e2%82%ac%20rates, \u20ac rates",
    "FILENAME*, iso-8859-1'en'%A3, \u00a3",
    "FILENAME*, ''a%zz%4, a%zz%4",
    "FILENAME*, no quotes%20, no quotes",
    "FILENAME, =?utf-8?q?=E2=82=AC?=.pdf, \u20ac.pdf",
    "FILENAME, plain.pdf, plain.pdf"
  })
  void parameter_isDecoded(String name, String value, String expected) {
    List<Parameter> parameters = List.of(new Parameter(name, Octets.latin1(value)));
    assertThat(HeaderDecoder.parameter(parameters, "filename").map(String::trim))
        .contains(expected);
    assertThat(HeaderDecoder.parameter(parameters, "name")).isEmpty();
  }
}
