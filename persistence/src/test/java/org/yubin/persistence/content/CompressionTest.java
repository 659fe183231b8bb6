package org.yubin.persistence.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompressionTest {
  @Test
  void everySize_comesBackAsItWas() {
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 2, 100, 4095, 131_072}) {
      byte[] octets = new byte[size];
      random.nextBytes(octets);
      assertThat(Compression.decode(Compression.encode(octets, size), size)).isEqualTo(octets);
      Arrays.fill(octets, (byte) 'a');
      assertThat(Compression.decode(Compression.encode(octets, size), size)).isEqualTo(octets);
    }
  }

  @Test
  void octetsThatDoNotShrink_areStoredAsTheyAre() {
    byte[] octets = new byte[1000];
    new Random(8).nextBytes(octets);
    ByteBuffer stored = Compression.encode(octets, octets.length);
    assertThat(stored.remaining()).isEqualTo(1002);
    assertThat(stored.get(0)).isEqualTo((byte) 1);
    assertThat(stored.get(1)).isEqualTo((byte) 0);
  }

  @Test
  void text_isStoredSmaller() {
    byte[] text = "Received: from a by b\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer stored = Compression.encode(text, text.length);
    assertThat(stored.get(1)).isEqualTo((byte) 1);
    assertThat(stored.remaining()).isLessThan(text.length / 5);
  }

  @Test
  void storedFormThatClaimsTooMuch_isRefused() {
    byte[] text = new byte[100_000];
    ByteBuffer stored = Compression.encode(text, text.length);
    assertThatThrownBy(() -> Compression.decode(stored, 99_999))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100000 unpacked (expected: 0..99999)");
  }

  @Test
  void brokenForms_areRefused() {
    byte[] text = new byte[1000];
    byte[] good = Compression.encode(text, text.length).array();
    byte[] otherVersion = good.clone();
    otherVersion[0] = 9;
    byte[] otherAlgorithm = good.clone();
    otherAlgorithm[1] = 7;
    byte[] cut = Arrays.copyOf(good, good.length - 3);
    for (byte[] broken : new byte[][] {{}, {1}, otherVersion, otherAlgorithm, cut}) {
      assertThatThrownBy(() -> Compression.decode(ByteBuffer.wrap(broken), 1000))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
