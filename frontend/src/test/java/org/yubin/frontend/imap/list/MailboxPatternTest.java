package org.yubin.frontend.imap.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxPatternTest {

  @ParameterizedTest
  @CsvSource({
    "'', *, INBOX, true",
    "'', *, a/b/c, true",
    "'', %, a, true",
    "'', %, a/b, false",
    "'', a/%, a/b, true",
    "'', a/%, a/b/c, false",
    "'', a/%, a, false",
    "'', a%, a, true",
    "'', a*, a/b, true",
    "'', %/%, a/b, true",
    "'', %b%, abc, true",
    "'', *b, a/b, true",
    "'', *%, a/b, true",
    "'', %*, a/b, true",
    "'', inbox, INBOX, true",
    "'', inb%, INBOX, true",
    "'', InBoX/a, INBOX/a, true",
    "'', InBoX/A, INBOX/a, false",
    "'', inboxes, INBOXES, false",
    "'', inboxes, inboxes, true",
    "'', Inbox, inbox, false",
    "a/, %, a/b, true",
    "a/, %, a/b/c, false",
    "a/, *, a/b/c, true",
    "a/, '', a/, true",
    "a, /b, a/b, true",
    "a, b, a/b, true",
    "a, b, ab, false",
    "a/, /b, a/b, true",
    "a/, //b, a//b, true",
    "a, %, a/b, true",
    "a, *, a, false",
    "a, '', a, true",
    "a%, b, ax/b, true",
    "'', a.b, axb, false",
    "'', '', '', true",
    "'', '', a, false",
  })
  void patternMatchesAsTheRfcSays(String reference, String name, String mailbox, boolean expected) {
    assertThat(MailboxPattern.of(reference, name).matches(mailbox)).isEqualTo(expected);
  }

  @Test
  void manyWildcards_takeLittleTime() {
    MailboxPattern pattern = MailboxPattern.of("", "*a".repeat(500) + "%b".repeat(500));
    long start = System.nanoTime();
    assertThat(pattern.matches("a".repeat(1000) + "c")).isFalse();
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
  }

  @Test
  void randomPatterns_agreeWithRegularExpressions() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      String pattern = text(random, "ab/%*", 8);
      String name = text(random, "ab/", 8);
      boolean expected = Pattern.compile(regex(pattern)).matcher(name).matches();
      assertThat(MailboxPattern.of("", pattern).matches(name))
          .as("pattern %s, name %s, seed %d", pattern, name, seed)
          .isEqualTo(expected);
    }
  }

  private static String text(Random random, String alphabet, int maxLength) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(maxLength + 1);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String regex(String pattern) {
    return Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("%", "\\E[^/]*\\Q");
  }
}
