package org.yubin.frontend.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.beetstra.jutf7.CharsetProvider;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxNamesTest {
  private static final Charset ORACLE = new CharsetProvider().charsetForName("X-MODIFIED-UTF-7");

  // RFC 3501 §5.1.3
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "~peter/mail/台北/日本語|~peter/mail/&U,BTFw-/&ZeVnLIqe-",
        "A&B|A&-B",
        "Käse|K&AOQ-se",
        "📬|&2D3c7A-",
        "plain|plain",
        "''|''",
      })
  void names_areEncodedAndDecoded(String name, String wire) {
    assertThat(MailboxNames.encode(name)).isEqualTo(wire);
    assertThat(decode(wire)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&",
        "&AGE-",
        "&ACY-",
        "&VdkAJk,,-",
        "&AOQ",
        "&AOQ-&AOQ-",
        "&A-",
        "&AOR-",
        "&!!-",
        "&2D0-",
        "&3Kw-",
        "a\tb",
        "a\u007f"
      })
  void whatIsNotModifiedUtf7_isNoName(String wire) {
    assertThat(decode(wire)).isEmpty();
  }

  @Test
  void inbox_isOneNameInAnyCase() {
    assertThat(decode("iNbOx")).contains("INBOX");
    assertThat(decode("inbox/x")).contains("INBOX/x");
    assertThat(decode("inboxes")).contains("inboxes");
  }

  @Test
  void ampersandBetweenShifts_standsForItself() {
    assertThat(decode("&Vdk-&-&T,8-")).contains("\u55d9&\u4fff");
    assertThat(MailboxNames.encode("\u55d9&\u4fff")).isEqualTo("&Vdk-&-&T,8-");
  }

  @Test
  void decomposedNames_areComposed() {
    assertThat(decode(MailboxNames.encode("a\u0308"))).contains("ä");
  }

  @Test
  void octetsThatAreNoUtf8_areNoName() {
    assertThat(MailboxNames.decode(new byte[] {'a', (byte) 0xff})).isEmpty();
  }

  @Test
  void randomNames_comeBack_andAgreeWithTheOracle() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        int c = random.nextBoolean() ? 0x20 + random.nextInt(0x5f) : 0x4e00 + random.nextInt(5000);
        text.appendCodePoint(random.nextInt(20) == 0 ? 0x1f600 + random.nextInt(40) : c);
      }
      String wire = MailboxNames.encode(text.toString());
      if (text.indexOf("&") < 0) { // which the oracle hides in a shift
        assertThat(wire.getBytes(StandardCharsets.US_ASCII))
            .as("seed %d", seed)
            .isEqualTo(text.toString().getBytes(ORACLE));
      }
      if (!text.toString().equalsIgnoreCase("INBOX")) {
        assertThat(decode(wire)).as("seed %d", seed).contains(text.toString());
      }
    }
  }

  private static java.util.Optional<String> decode(String wire) {
    return MailboxNames.decode(wire.getBytes(StandardCharsets.UTF_8));
  }
}
