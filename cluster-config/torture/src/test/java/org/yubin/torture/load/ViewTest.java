package org.yubin.torture.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ViewTest {
  private final View view = new View();

  /** UIDs 10, unknown, unknown, 20, unknown. */
  @BeforeEach
  void fiveMessages() {
    view.exists(5);
    view.shown(1, 10);
    view.shown(4, 20);
  }

  @Test
  void vanishedBetweenKnown_keepsTheirNumbers() {
    assertThat(view.vanished(15)).isTrue();
    assertThat(view.shown(3, 20)).isEqualTo(20);
    assertThat(view.shown(1, 10)).isEqualTo(10);
  }

  @Test
  void vanishedWhereNothingIs_isNonsense() {
    assertThat(view.vanished(5)).isFalse();
  }

  @Test
  void vanishedBehindTheLastKnown_isTheUnknownOne() {
    assertThat(view.vanished(30)).isTrue();
    assertThat(view.vanished(31)).isFalse();
  }

  @Test
  void expunge_tellsTheUid() {
    assertThat(view.expunge(4)).isEqualTo(20);
    assertThat(view.expunge(2)).isZero();
    assertThat(view.expunge(4)).isEqualTo(-1);
  }

  @Test
  void otherUidForANumber_isNonsense() {
    assertThat(view.shown(1, 11)).isEqualTo(-1);
    assertThat(view.shown(6, 60)).isEqualTo(-1);
  }

  @Test
  void existsNeverShrinks() {
    assertThat(view.exists(4)).isFalse();
    assertThat(view.exists(6)).isTrue();
  }
}
