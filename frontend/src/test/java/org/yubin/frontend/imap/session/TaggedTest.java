package org.yubin.frontend.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yubin.frontend.imap.wire.ResponseCode;
import org.yubin.mailbox.model.Refusal;

/** The response codes of RFC 5530 §3. */
class TaggedTest {
  @ParameterizedTest
  @EnumSource
  void everyRefusal_isNo_withACode(Refusal why) {
    Tagged tagged = Tagged.refused(why);
    assertThat(tagged.status()).isEqualTo(Tagged.Status.NO);
    assertThat(tagged.code()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, UNAVAILABLE",
    "NO_PERMISSION, NOPERM",
    "IN_USE, INUSE",
    "CONTENT_MISSING, EXPUNGEISSUED",
    "FAULT, SERVERBUG",
    "CANNOT, CANNOT",
    "LIMIT, LIMIT",
    "OVER_QUOTA, OVERQUOTA",
    "ALREADY_EXISTS, ALREADYEXISTS",
    "NONEXISTENT, NONEXISTENT"
  })
  void codes_areThoseOfTheRfc(Refusal why, String code) {
    assertThat(Tagged.refused(why).code()).contains(new ResponseCode(code));
  }
}
