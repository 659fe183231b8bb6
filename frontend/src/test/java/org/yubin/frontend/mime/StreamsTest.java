package org.yubin.frontend.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of octets that come in pieces does not depend on the cuts. */
class StreamsTest {
  private static final Random RANDOM = new Random(20261125);

  @ParameterizedTest
  @ValueSource(strings = {"BASE64", "QUOTED-PRINTABLE", "8BIT", "X-UNKNOWN"})
  void transferEncodings(String encoding) {
    String alphabet = "= \t\r\n=3Aab=C3=\r\n4Zz+/ ==";
    for (int round = 0; round < 20_000; round++) {
      byte[] raw = new byte[RANDOM.nextInt(24)];
      for (int i = 0; i < raw.length; i++) {
        raw[i] = (byte) alphabet.charAt(RANDOM.nextInt(alphabet.length()));
      }
      TransferStream stream = new TransferStream(encoding);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int from = 0; from < raw.length; ) {
        int to = Math.min(raw.length, from + 1 + RANDOM.nextInt(3));
        out.writeBytes(stream.read(ByteBuffer.wrap(raw, from, to - from)));
        from = to;
      }
      out.writeBytes(stream.end());
      assertThat(out.toByteArray())
          .as("%s of %s", encoding, new String(raw, StandardCharsets.US_ASCII))
          .isEqualTo(TransferDecoder.decode(encoding, raw));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "utf-8",
        "iso-8859-1",
        "koi8-r",
        "shift_jis",
        "euc-jp",
        "iso-2022-jp",
        "gb2312",
        "big5",
        "euc-kr",
        "utf-16",
        "utf-16le",
        "utf-16be",
        "utf-32",
        "windows-1252"
      })
  void charsets(String name) {
    String text =
        "Gr\u00fc\u00dfe\r\n\u65e5\u672c\u8a9e \u3042\u30a2\r\n\u0430\u0431\u0432 end\u0a0a!";
    byte[] octets = text.getBytes(MailCharsets.ofJdk(name).orElseThrow());
    assertThat(joined(name, octets)).isEqualTo(MailCharsets.decode(name, octets));
    byte[] broken = new byte[300];
    RANDOM.nextBytes(broken);
    assertThat(joined(name, broken)).isEqualTo(MailCharsets.decode(name, broken));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "us-ascii", "x-nobody-knows"})
  void withoutACharset_eachLineIsReadByItself(String name) {
    byte[] utf8 = "Gr\u00fc\u00dfe\r\n".getBytes(StandardCharsets.UTF_8);
    byte[] latin1 = "Gr\u00fc\u00dfe\r\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] both = Arrays.copyOf(utf8, utf8.length + latin1.length);
    System.arraycopy(latin1, 0, both, utf8.length, latin1.length);
    assertThat(joined(name, both)).isEqualTo("Gr\u00fc\u00dfe\r\nGr\u00fc\u00dfe\r\n");
  }

  @Test
  void utf7_andHz() {
    assertThat(joined("utf-7", "Gr+APwA3w-e\r\n+ZeU-".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("Gr\u00fc\u00dfe\r\n\u65e5");
    byte[] gb = "\u4f60\u597d".getBytes(Charset.forName("GB2312"));
    for (int i = 0; i < gb.length; i++) {
      gb[i] &= 0x7f;
    }
    String hz = "a~{" + new String(gb, StandardCharsets.US_ASCII) + "~}b\n";
    assertThat(joined("hz-gb-2312", hz.getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("a\u4f60\u597db\n");
  }

  @Test
  void lineWithoutEnd_isCutInTheEnd() {
    byte[] octets = "x".repeat(3_000_000).getBytes(StandardCharsets.US_ASCII);
    TextStream stream = new TextStream("us-ascii");
    int characters = 0;
    for (int from = 0; from < octets.length; from += 250_000) {
      characters += stream.read(Arrays.copyOfRange(octets, from, from + 250_000)).length();
    }
    assertThat(characters).isPositive();
    assertThat(characters + stream.end().length()).isEqualTo(octets.length);
  }

  private static String joined(String charset, byte[] octets) {
    TextStream stream = new TextStream(charset);
    StringBuilder text = new StringBuilder();
    for (int from = 0; from < octets.length; ) {
      int to = Math.min(octets.length, from + 1 + RANDOM.nextInt(4));
      text.append(stream.read(Arrays.copyOfRange(octets, from, to)));
      from = to;
    }
    return text.append(stream.end()).toString();
  }
}
