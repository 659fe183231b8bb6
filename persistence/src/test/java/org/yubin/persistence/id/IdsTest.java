package org.yubin.persistence.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  @Test
  void textForm_isReadBack() {
    for (UUID value :
        new UUID[] {new UUID(0, 0), new UUID(-1, 1), new UUID(0x0123, Long.MIN_VALUE)}) {
      assertThat(MailboxId.parse(new MailboxId(value).toString()).value()).isEqualTo(value);
      assertThat(EmailId.parseObjectId(new EmailId(value).objectId()).value()).isEqualTo(value);
    }
  }

  @Test
  void objectId_startsWithALetterAndHoldsSafeCharacters() {
    assertThat(Ids.secure().newMailboxId().objectId()).matches("m[0-9a-f]{32}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0123456789abcdef0123456789abcde",
        "0123456789ABCDEF0123456789abcdef",
        "+123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef0"
      })
  void otherText_isRefused(String text) {
    assertThatThrownBy(() -> AccountId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AccountId.parseObjectId("a" + text))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AccountId.parseObjectId(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
