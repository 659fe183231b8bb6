package org.yubin.frontend.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What comes over the wire, what is kept, and what is left for the next command; lines are written
 * with their escapes.
 */
class DataDecoderTest {
  @ParameterizedTest
  @CsvSource({
    "'a\\r\\n.\\r\\nQUIT', 'a\\r\\n', 'QUIT'",
    "'.\\r\\n', '', ''",
    "'..\\r\\n.\\r\\n', '.\\r\\n', ''",
    "'..a\\r\\n...\\r\\n.\\r\\n', '.a\\r\\n..\\r\\n', ''",
    "'.a\\r\\n.\\r\\n', 'a\\r\\n', ''",
    "'a\\nb\\r\\n.\\r\\n', 'a\\r\\nb\\r\\n', ''",
    "'a\\n.\\nb\\r\\n.\\r\\n', 'a\\r\\n.\\r\\nb\\r\\n', ''",
    "'a\\n.\\r\\nb\\r\\n.\\r\\n', 'a\\r\\n.\\r\\nb\\r\\n', ''",
    "'a\\r\\n.\\nb\\r\\n.\\r\\n', 'a\\r\\n\\r\\nb\\r\\n', ''",
    "'a\\rb\\r\\r\\n.\\r\\n', 'a\\rb\\r\\r\\n', ''",
    "'a\\r\\n.\\rb\\r\\n.\\r\\n', 'a\\r\\n\\rb\\r\\n', ''",
  })
  void data_isUnstuffed_andLineEndsAreWhole(String wire, String kept, String left) {
    byte[] octets = octets(wire);
    for (int split = 0; split <= octets.length; split++) {
      DataDecoder decoder = new DataDecoder();
      ByteBuffer out = ByteBuffer.allocate(1_000);
      decoder.decode(ByteBuffer.wrap(octets, 0, split), out);
      ByteBuffer rest = ByteBuffer.wrap(octets, split, octets.length - split);
      if (!decoder.ended()) {
        decoder.decode(rest, out);
        assertThat(text(rest))
            .as("left, split at %d", split)
            .isEqualTo(new String(octets(left), StandardCharsets.ISO_8859_1));
      }
      assertThat(decoder.ended()).as("ended, split at %d", split).isTrue();
      out.flip();
      assertThat(text(out))
          .as("kept, split at %d", split)
          .isEqualTo(new String(octets(kept), StandardCharsets.ISO_8859_1));
    }
  }

  private static String text(ByteBuffer buffer) {
    byte[] octets = new byte[buffer.remaining()];
    buffer.get(octets);
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static byte[] octets(String escaped) {
    return escaped.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
