package org.yubin.frontend.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {
  private final List<String> asked = new ArrayList<>();
  private final Plain plain = new Plain(new Asked(asked));

  private SaslStep respond(byte[] octets) {
    return plain
        .begin(new ClientAddress("127.0.0.1", 1))
        .respond(octets)
        .toCompletableFuture()
        .join();
  }

  private SaslStep respond(String message) {
    return respond(message.getBytes(StandardCharsets.UTF_8));
  }

  /** The examples of RFC 4616 §4, and one whose authorization identity is its own. */
  @Test
  void messages_areTakenApart() {
    assertThat(respond("\0tim\0tanstaaftanstaaf"))
        .isEqualTo(new SaslStep.Ended(new AuthResult.Unavailable()));
    respond("TIM\0tim\0p\u00e4ss");
    assertThat(asked).containsExactly("tim:tanstaaftanstaaf", "tim:p\u00e4ss");
  }

  /** RFC 4616 §4: "Kurt" may not act as "Ursel" here, which is told if the password is his. */
  @Test
  void actingForAnother_isRefusedBehindTheCheck() {
    assertThat(respond("Ursel\0Kurt\0xipj3plmq"))
        .isEqualTo(new SaslStep.Ended(new AuthResult.Unavailable()));
    assertThat(asked).containsExactly("Kurt:xipj3plmq");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "tim", "\0tim", "\0\0pass", "\0tim\0", "\0tim\0pass\0", "a\0tim\0pa\0ss"})
  void otherMessages_areMalformed(String message) {
    assertThat(respond(message)).isInstanceOf(SaslStep.Malformed.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void badUtf8AndTooLong_areMalformed() {
    assertThat(respond(new byte[] {0, 'a', 0, (byte) 0xff})).isInstanceOf(SaslStep.Malformed.class);
    assertThat(respond("\0a\0" + "p".repeat(Plain.MAX_OCTETS)))
        .isInstanceOf(SaslStep.Malformed.class);
  }
}
