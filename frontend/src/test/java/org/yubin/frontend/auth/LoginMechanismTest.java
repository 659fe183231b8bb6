package org.yubin.frontend.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginMechanismTest {
  private final List<String> asked = new ArrayList<>();
  private final SaslMechanism.Exchange exchange =
      new LoginMechanism(new Asked(asked)).begin(new ClientAddress("127.0.0.1", 1));

  private SaslStep say(byte[] octets) {
    return exchange.respond(octets).toCompletableFuture().join();
  }

  private SaslStep say(String text) {
    return say(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nameThenPassword_areAskedFor() {
    assertThat(exchange.firstChallenge()).asString().isEqualTo("Username:");
    assertThat(((SaslStep.Challenge) say("tim\u00ad")).octets()).asString().isEqualTo("Password:");
    assertThat(say("p\u00e4ss")).isEqualTo(new SaslStep.Ended(new AuthResult.Unavailable()));
    assertThat(asked).containsExactly("tim:p\u00e4ss");
  }

  @Test
  void emptyOrBadUtf8OrTooLong_isMalformed() {
    assertThat(say("")).isInstanceOf(SaslStep.Malformed.class);
    assertThat(say(new byte[] {(byte) 0xff})).isInstanceOf(SaslStep.Malformed.class);
    assertThat(say("x".repeat(5000))).isInstanceOf(SaslStep.Malformed.class);
    say("tim");
    assertThat(say("")).isInstanceOf(SaslStep.Malformed.class);
    assertThat(asked).isEmpty();
  }
}
