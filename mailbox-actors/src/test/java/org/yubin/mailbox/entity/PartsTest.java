package org.yubin.mailbox.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yubin.mailbox.entity.message.MailboxMessage.Part;

class PartsTest {
  private static final UUID A = new UUID(1, 1);
  private static final UUID B = new UUID(2, 2);
  private static final long MINUTE = 60_000;

  private final Parts parts = new Parts();

  private static Part part(UUID whole, int index, int count, int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return new Part(whole, index, count, bytes);
  }

  @Test
  void partsInAnyOrder_someTwice_makeTheWhole() {
    assertThat(parts.add(part(A, 2, 3, 5), 0)).isEmpty();
    assertThat(parts.add(part(A, 0, 3, 1, 2), 0)).isEmpty();
    assertThat(parts.add(part(B, 1, 2, 9), 0)).isEmpty();
    assertThat(parts.add(part(A, 0, 3, 1, 2), 0)).isEmpty();

    assertThat(parts.add(part(A, 1, 3, 3, 4), 0)).hasValue(new byte[] {1, 2, 3, 4, 5});
    assertThat(parts.add(part(B, 0, 2, 8), 0)).hasValue(new byte[] {8, 9});
    assertThat(parts.isEmpty()).isTrue();
  }

  @Test
  void afterAMinute_partsAreForgotten() {
    parts.add(part(A, 0, 2, 1), 0);

    parts.forget(MINUTE + 1);

    assertThat(parts.isEmpty()).isTrue();
    assertThat(parts.add(part(A, 1, 2, 2), MINUTE + 2)).isEmpty();
  }

  @Test
  void moreThanTheBound_forgetsTheOldest() {
    byte[] half = new byte[(int) (Parts.MOST_OCTETS / 2) + 1];
    parts.add(new Part(A, 0, 2, half), 0);
    parts.add(new Part(B, 0, 2, half), 1);

    assertThat(parts.add(part(A, 1, 2, 1), 2)).as("forgotten").isEmpty();
    assertThat(parts.add(part(B, 1, 2, 1), 3)).map(whole -> whole.length).hasValue(half.length + 1);
  }

  @Test
  void partsThatDoNotFit_areLeftAlone() {
    assertThat(parts.add(part(A, 2, 2, 1), 0)).isEqualTo(Optional.empty());
    assertThat(parts.add(part(A, -1, 2, 1), 0)).isEmpty();
    assertThat(parts.add(part(A, 0, 0), 0)).isEmpty();
    assertThat(parts.add(part(A, 0, Integer.MAX_VALUE, 1), 0)).isEmpty();
    assertThat(parts.isEmpty()).isTrue();
  }
}
