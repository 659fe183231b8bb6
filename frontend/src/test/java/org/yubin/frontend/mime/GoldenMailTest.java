package org.yubin.frontend.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yubin.persistence.summary.MessageSummary;

/** Every message of {@code resources/mail} against the structure written beside it. */
class GoldenMailTest {
  private static final int CUT_EVERYWHERE_OCTETS = 1000;

  static List<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_hasItsExpectedStructure(Sample sample) {
    MessageSummary summary = Summaries.scan(sample.message());
    assertThat(Summaries.text(summary)).isEqualTo(sample.expected());
    Summaries.checkInvariants(summary, sample.message());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void howAMessageIsCut_changesNothing(Sample sample) {
    byte[] message = sample.message();
    MessageSummary whole = Summaries.scan(message);
    if (message.length <= CUT_EVERYWHERE_OCTETS) {
      for (int cut = 0; cut <= message.length; cut++) {
        MessageScanner scanner = new MessageScanner();
        scanner.update(message, 0, cut);
        scanner.update(message, cut, message.length - cut);
        assertThat(scanner.finish()).as("%s cut at %d", sample, cut).isEqualTo(whole);
      }
    }
    assertThat(inPieces(message, new Random(1), 1)).as("octet by octet").isEqualTo(whole);
    for (int seed = 1; seed <= 20; seed++) {
      assertThat(inPieces(message, new Random(seed), 1 << seed % 11))
          .as("%s, seed %d", sample, seed)
          .isEqualTo(whole);
    }
  }

  private static MessageSummary inPieces(byte[] message, Random random, int longest) {
    MessageScanner scanner = new MessageScanner();
    int at = 0;
    while (at < message.length) {
      int length = Math.min(message.length - at, 1 + random.nextInt(longest));
      scanner.update(message, at, length);
      at += length;
    }
    return scanner.finish();
  }
}
