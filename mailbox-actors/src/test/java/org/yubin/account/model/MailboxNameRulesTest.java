package org.yubin.account.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxNameRulesTest {
  @ParameterizedTest
  @CsvSource({
    "inbox, INBOX",
    "InBox/a, INBOX/a",
    "a/inbox, a/inbox",
    "inboxes, inboxes",
    "cafe\u0301, caf\u00e9"
  })
  void normal(String written, String kept) {
    assertThat(MailboxNameRules.normal(written)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        "#news",
        "a*b",
        "50%",
        "a\tb",
        "a\u0000",
        "\u0085",
        "x\u2028",
        "\ud800",
        "a\udc00b"
      })
  void badNames_areObjectedTo(String name) {
    assertThat(MailboxNameRules.objection(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "A B", "~peter/mail", "&", "\u65e5\u672c\u8a9e", "\ud83d\ude00", "a#"})
  void goodNames_areNot(String name) {
    assertThat(MailboxNameRules.objection(name)).isEmpty();
  }

  @Test
  void lengthAndDepth_areBounded() {
    assertThat(MailboxNameRules.objection("\u00e9".repeat(512))).isEmpty();
    assertThat(MailboxNameRules.objection("\u00e9".repeat(513))).isPresent();
    assertThat(MailboxNameRules.objection("a" + "/a".repeat(31))).isEmpty();
    assertThat(MailboxNameRules.objection("a" + "/a".repeat(32))).isPresent();
  }

  @Test
  void superiors_areInOrder() {
    assertThat(MailboxNameRules.superiors("a/b/c")).containsExactly("a", "a/b");
    assertThat(MailboxNameRules.superiors("a")).isEmpty();
    assertThat(MailboxNameRules.parent("a/b/c")).contains("a/b");
    assertThat(MailboxNameRules.isInferior("ab", "a")).isFalse();
    assertThat(MailboxNameRules.isInferior("a/b", "a")).isTrue();
    assertThat(MailboxNameRules.isInferior("a", "a")).isFalse();
  }
}
