package org.yubin.frontend.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MimeParametersTest {
  static Stream<Arguments> lists() {
    return Stream.of(
        arguments("", ""),
        arguments(";charset=us-ascii (Plain text)", ";CHARSET=us-ascii"),
        arguments("; a = \"x\\\"y\" ; b=z", ";A=x\"y;B=z"),
        arguments("junk; a=b", ";A=b"),
        arguments("; name=my file (1).pdf ; x=y", ";NAME=my file (1).pdf;X=y"),
        arguments("; a=\"never; b=c", ";A=never;B=c"),
        arguments("; a=; b", ";A="),
        arguments("; a=1; A=2", ";A=1"),
        // RFC 2231 §3 and §4.1
        arguments("; URL*0=\"ftp://\"; URL*1=\"cs.utk.edu/x\"", ";URL=ftp://cs.utk.edu/x"),
        arguments(
            "; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A",
            ";TITLE*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A"),
        arguments(
            "; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20;"
                + " title*2=\"isn't it!\"",
            ";TITLE*=us-ascii'en'This%20is%20even%20more%20%2A%2A%2Afun%2A%2A%2A%20"
                + "isn%27t%20it!"),
        arguments("; n*1=b; n*0=a", ";N=ab"),
        arguments("; n*0=a; n*2=c", ";N=a"),
        arguments("; n*0=a; n*1*=%20b", ";N*=''a%20b"),
        arguments("; n=whole; n*0=a; n*1=b", ";N=ab"),
        arguments("; n*00=a; n*x=b; *0=c", ";N*00=a;N*X=b;*0=c"));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void parameterList_isReadLeniently(String list, String expected) {
    assertThat(Summaries.parameters(MimeParameters.parse(new FieldReader(list))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {";a=b(", "\"\\", ";a*1=x", ";", "(", ";a=\"", "; \"", ";a"})
  void hostileLists_costLittle(String piece) {
    FieldReader field = new FieldReader(piece.repeat(65_536 / piece.length()));
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () ->
            assertThat(MimeParameters.parse(field))
                .hasSizeLessThanOrEqualTo(MimeParameters.MAX_PARAMETERS));
  }
}
