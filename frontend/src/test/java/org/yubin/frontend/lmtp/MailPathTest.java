package org.yubin.frontend.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailPathTest {
  @ParameterizedTest
  @CsvSource({
    "<a@example.org>, a@example.org, ''",
    "<A@Example.ORG> SIZE=1, A@example.org, SIZE=1",
    "<>, '', ''",
    "<@relay:a@example.org>, a@example.org, ''",
    "<\"a b\"@example.org>, a b@example.org, ''",
    "<\"a\\\"b\"@example.org>, 'a\"b@example.org', ''",
    "<\"a>b\"@example.org>, a>b@example.org, ''",
    "<local>, local, ''",
    "<a+b@example.org>, a+b@example.org, ''",
    "<a@[127.0.0.1]>, a@[127.0.0.1], ''",
    "' <a@example.org>', a@example.org, ''",
  })
  void path_isRead(String text, String address, String rest) {
    Optional<MailPath.Parsed> parsed = MailPath.parse(text);
    assertThat(parsed).isPresent();
    assertThat(parsed.get().path().address()).isEqualTo(address);
    assertThat(parsed.get().rest()).isEqualTo(rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a@example.org",
        "<a@example.org",
        "<a@>",
        "<@b>",
        "<a b@example.org>",
        "<a@b>x",
        "<\"a@b>",
        "<a@b@c>",
        "<\u0000a@b>",
        "<@x:>"
      })
  void whatIsNoPath_isRefused(String text) {
    assertThat(MailPath.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "<a+b@c>, b, a@c",
    "<a+b+c@d>, b+c, a@d",
    "<a@b>, '', a@b",
    "<a+@b>, '', a@b",
    "<+a@b>, '', +a@b"
  })
  void detail_isWhatStandsBehindThePlus(String text, String detail, String plain) {
    MailPath path = MailPath.parse(text).orElseThrow().path();
    assertThat(path.detail().orElse("")).isEqualTo(detail);
    assertThat(path.addressWithoutDetail()).isEqualTo(plain);
  }
}
