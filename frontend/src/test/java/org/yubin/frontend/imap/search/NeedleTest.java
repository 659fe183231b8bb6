package org.yubin.frontend.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedleTest {

  @Test
  void caseIsDisregarded_inAllScripts() {
    assertThat(Needle.of("sMITH").isIn("John Smith")).isTrue();
    assertThat(Needle.of("\u00dcBER").isIn("dar\u00fcber")).isTrue();
    assertThat(Needle.of("\u043f\u0440\u0438\u0432").isIn("\u041f\u0420\u0418\u0412\u0415\u0422"))
        .isTrue();
    assertThat(Needle.of("smyth").isIn("John Smith")).isFalse();
  }

  @Test
  void emptyString_isEverywhere() {
    assertThat(Needle.of("").isIn("")).isTrue();
    assertThat(Needle.of("").isIn("a")).isTrue();
    assertThat(Needle.of("a").isIn("")).isFalse();
  }

  @Test
  void piecesJoin_butTextsDoNot() {
    Needle.Scan joined = Needle.of("abcabd").scan();
    joined.read("xxabcab");
    joined.read("cabd");
    assertThat(joined.found()).isTrue();

    Needle.Scan apart = Needle.of("abcabd").scan();
    apart.read("abc");
    apart.endText();
    apart.read("abd");
    assertThat(apart.found()).isFalse();
  }

  @Test
  void randomTexts_agreeWithContains() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      String needle = text(random, 5);
      String text = text(random, 30);
      Needle.Scan scan = Needle.of(needle).scan();
      int cut = random.nextInt(text.length() + 1);
      scan.read(text.substring(0, cut));
      scan.read(text.substring(cut));
      assertThat(scan.found())
          .as("needle %s, text %s, seed %d", needle, text, seed)
          .isEqualTo(text.toLowerCase(Locale.ROOT).contains(needle.toLowerCase(Locale.ROOT)));
    }
  }

  private static String text(Random random, int maxLength) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(maxLength + 1);
    for (int i = 0; i < length; i++) {
      text.append("abAB".charAt(random.nextInt(4)));
    }
    return text.toString();
  }
}
