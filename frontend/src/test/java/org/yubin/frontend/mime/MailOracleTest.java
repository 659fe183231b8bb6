package org.yubin.frontend.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Well-formed mail, read by others too: the same tree, the same octets of every part. */
class MailOracleTest {
  static Stream<Sample> wellFormed() {
    return Sample.all().stream()
        .filter(s -> !s.toString().startsWith("odd-") && !s.toString().startsWith("broken-"));
  }

  /** Angus does not know the default type of a digest's parts (RFC 2046 §5.1.5). */
  static Stream<Sample> withoutDigests() {
    return wellFormed().filter(s -> !s.toString().startsWith("digest"));
  }

  @ParameterizedTest
  @MethodSource("withoutDigests")
  void angus_seesTheSameParts(Sample sample) throws Exception {
    List<String> differences =
        Oracles.differencesFromAngus(Summaries.scan(sample.message()).body(), sample.message());
    assertThat(differences).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void mime4j_seesTheSameParts(Sample sample) throws Exception {
    List<String> differences =
        Oracles.differencesFromMime4j(Summaries.scan(sample.message()).body(), sample.message());
    assertThat(differences).isEmpty();
  }
}
