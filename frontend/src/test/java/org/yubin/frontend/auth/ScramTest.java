package org.yubin.frontend.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM message by message, with the nonces and salts of the RFCs. */
class ScramTest {
  private static final ClientAddress HERE = new ClientAddress("127.0.0.1", 1);
  private static final String SALT_1 = "QSXCR+Q6sek8bf92";
  private static final String NONCE_1 = "3rfcNHYJY1ZVvWVs7j";
  private static final String FIRST_1 = "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL";
  private static final String RIGHT_1 =
      "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=";

  /** Knows "user", with the password "pencil"; says Unavailable where somebody was let in. */
  private static final class OneUser implements Authenticator {
    private final ScramVerifier verifier;
    private String name = "";
    private Optional<Boolean> concluded = Optional.empty();

    OneUser(ScramHash hash, String salt) {
      byte[] password = "pencil".getBytes(StandardCharsets.US_ASCII);
      verifier = ScramVerifier.of(hash, password, Base64.getDecoder().decode(salt), 4096);
    }

    @Override
    public CompletionStage<AuthResult> password(String name, char[] password, ClientAddress from) {
      throw new AssertionError("SCRAM sends no password");
    }

    @Override
    public CompletionStage<Optional<ScramTry>> scram(
        String asked, ScramHash hash, ClientAddress from) {
      name = asked;
      ScramTry attempt =
          new ScramTry() {
            @Override
            public ScramVerifier verifier() {
              return verifier;
            }

            @Override
            public AuthResult conclude(boolean proven) {
              concluded = Optional.of(proven);
              return proven ? new AuthResult.Unavailable() : new AuthResult.Denied();
            }
          };
      return CompletableFuture.completedFuture(Optional.of(attempt));
    }
  }

  private final OneUser user = new OneUser(ScramHash.SHA_1, SALT_1);
  private SaslMechanism.Exchange exchange =
      new Scram(ScramHash.SHA_1, user, () -> NONCE_1).begin(HERE);

  private SaslStep say(String message) {
    return exchange.respond(message.getBytes(StandardCharsets.UTF_8)).toCompletableFuture().join();
  }

  private static String text(SaslStep step) {
    byte[] octets =
        step instanceof SaslStep.Challenge challenge
            ? challenge.octets()
            : ((SaslStep.Failed) step).lastChallenge();
    return new String(octets, StandardCharsets.UTF_8);
  }

  /** RFC 5802 §5. */
  @Test
  void exampleOfSha1() {
    assertThat(text(say(FIRST_1)))
        .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
    assertThat(text(say(RIGHT_1))).isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    assertThat(user.concluded).isEmpty();
    assertThat(say("")).isEqualTo(new SaslStep.Ended(new AuthResult.Unavailable()));
    assertThat(user.concluded).contains(true);
  }

  /** RFC 7677 §3. */
  @Test
  void exampleOfSha256() {
    OneUser other = new OneUser(ScramHash.SHA_256, "W22ZaJ0SNY7soEsUEjb6gQ==");
    exchange =
        new Scram(ScramHash.SHA_256, other, () -> "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0").begin(HERE);
    assertThat(text(say("n,,n=user,r=rOprNGfwEbeRWgbNEkqO")))
        .isEqualTo(
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    assertThat(
            text(
                say(
                    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")))
        .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  }

  @Test
  void wrongProof_isDenied() {
    say(FIRST_1);
    assertThat(say(RIGHT_1.replace("p=v0X8", "p=v0X9")))
        .isEqualTo(new SaslStep.Ended(new AuthResult.Denied()));
    assertThat(user.concluded).contains(false);
  }

  @Test
  void proofOfAnotherLength_isDenied() {
    say(FIRST_1);
    assertThat(say("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=dHV0dHV0"))
        .isEqualTo(new SaslStep.Ended(new AuthResult.Denied()));
  }

  @Test
  void responseToTheSignature_mustBeEmpty() {
    say(FIRST_1);
    say(RIGHT_1);
    assertThat(say("x")).isInstanceOf(SaslStep.Malformed.class);
    assertThat(user.concluded).isEmpty();
  }

  /** RFC 5802 §5.1 and §6: what the client repeats has to be what was said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c=eSws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="
            + "|e=channel-bindings-dont-match",
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=|e=other-error",
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,m=x,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="
            + "|e=extensions-not-supported"
      })
  void finalMessageThatDoesNotFit_fails(String message, String error) {
    say(FIRST_1);
    assertThat(text(say(message))).isEqualTo(error);
    assertThat(user.concluded).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p=tls-unique,,n=user,r=abc|e=channel-binding-not-supported",
        "n,,m=x,n=user,r=abc|e=extensions-not-supported",
        "n,,n=user,r=abc,m=x|e=extensions-not-supported",
        "n,,n=us=er,r=abc|e=invalid-username-encoding",
        "n,,n=us=2cer,r=abc|e=invalid-username-encoding",
        "n,,n=us\u0007er,r=abc|e=invalid-username-encoding",
        "n,a=us=3,n=user,r=abc|e=invalid-username-encoding"
      })
  void firstMessageThatIsRefused_saysWhy(String message, String error) {
    assertThat(text(say(message))).isEqualTo(error);
    assertThat(user.name).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n",
        "n,",
        "n,,",
        "n,,n=user",
        "x,,n=user,r=abc",
        "n,,n=,r=abc",
        "n,,r=abc,n=user",
        "n,,n=user,r=",
        "n,,n=user,r=a c",
        "n,,n=user,r=\u00e4",
        "n,b=x,n=user,r=abc",
        "n,,n=user,r=abc,x",
        "n,,n=user,r=abc,1=x",
        "n,,n=user,r=abc,",
        "n,,n=us\0er,r=abc",
        "nn,,n=user,r=abc",
        ",,n=user,r=abc"
      })
  void firstMessageThatIsNone_isMalformed(String message) {
    assertThat(say(message)).isInstanceOf(SaslStep.Malformed.class);
    assertThat(user.name).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c=biws",
        "c=biws,r=x",
        "r=x,c=biws,p=dHV0",
        "c=b,r=x,p=dHV0",
        "c=biws,r=x,p=?",
        "c=biws,r=x,p=dHV",
        "c=biws,r=,p=dHV0",
        "c=biws,r=x,y,p=dHV0",
        "x=biws,r=x,p=dHV0"
      })
  void finalMessageThatIsNone_isMalformed(String message) {
    say(FIRST_1);
    assertThat(say(message)).isInstanceOf(SaslStep.Malformed.class);
    assertThat(user.concluded).isEmpty();
  }

  @Test
  void badUtf8AndTooLong_areRefused() {
    SaslStep bad =
        exchange.respond(new byte[] {'n', ',', (byte) 0xff}).toCompletableFuture().join();
    assertThat(text(bad)).isEqualTo("e=invalid-encoding");
    assertThat(say("n,,n=user,r=" + "x".repeat(ScramReader.MAX_OCTETS)))
        .isInstanceOf(SaslStep.Malformed.class);
    assertThat(say("n,,n=user,r=" + "x".repeat(600))).isInstanceOf(SaslStep.Malformed.class);
  }

  /** RFC 5802 §5.1, n: escapes, and preparation by SASLprep as a query string. */
  @Test
  void names_areUnescapedAndPrepared() {
    for (List<String> each :
        List.of(
            List.of("n,,n=a=2Cb=3Dc,r=x", "a,b=c"),
            List.of("y,,n=I\u00adX,r=x", "IX"),
            List.of("n,a=\u2168,n=IX,r=x,z=unknown", "IX"))) {
      user.name = "";
      exchange = new Scram(ScramHash.SHA_1, user, () -> NONCE_1).begin(HERE);
      assertThat(say(each.get(0))).as(each.get(0)).isInstanceOf(SaslStep.Challenge.class);
      assertThat(user.name).isEqualTo(each.get(1));
    }
  }

  /** RFC 5530 §3: it is told to who has proven to be somebody, and to nobody else. */
  @Test
  void actingForAnother_isNoMatterBeforeTheProof() {
    assertThat(say("n,a=root,n=user,r=abc")).isInstanceOf(SaslStep.Challenge.class);
    String proofOfNothing = "A".repeat(27) + "=";
    assertThat(say("c=bixhPXJvb3Qs,r=abc" + NONCE_1 + ",p=" + proofOfNothing))
        .isEqualTo(new SaslStep.Ended(new AuthResult.Denied()));
  }
}
