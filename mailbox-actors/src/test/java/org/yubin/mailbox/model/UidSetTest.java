package org.yubin.mailbox.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class UidSetTest {
  @Test
  void text_isASequenceSet() {
    assertThat(UidSet.of(1, 2, 3, 4, 5, 7, 4294967295L).toString()).isEqualTo("1:5,7,4294967295");
    assertThat(UidSet.of(4294967294L, 4294967295L).toString()).isEqualTo("4294967294:4294967295");
    assertThat(UidSet.EMPTY.toString()).isEmpty();
  }

  @Test
  void bounds_areUnsigned() {
    UidSet all = UidSet.range(1, Uid.MAX);

    assertThat(all.size()).isEqualTo(Uid.MAX);
    assertThat(all.last()).isEqualTo(Uid.MAX);
    assertThat(all.from(3_000_000_000L).first()).isEqualTo(3_000_000_000L);
    assertThat(all.contains(0)).isFalse();
    assertThat(all.toBytes()).hasSizeLessThan(10);
    assertThatThrownBy(() -> UidSet.of(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UidSet.of(RoaringBitmap.bitmapOf(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneUid_isStoredInFewOctets() {
    assertThat(UidSet.of(1_234_567).toBytes()).hasSizeLessThanOrEqualTo(5);
    assertThat(UidSet.range(1, 100_000).toBytes()).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void randomSets_comeBackFromTheirOctets_whateverMadeThem() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(round % 10 == 0 ? 20_000 : 100);
      int spread = 1 + random.nextInt(100_000);
      TreeSet<Long> plain = new TreeSet<>();
      UidSet built = UidSet.EMPTY;
      for (int i = 0; i < size; i++) {
        plain.add(1L + random.nextInt(spread));
      }
      UidSet direct = UidSet.of(plain.stream().mapToLong(Long::longValue).toArray());
      for (long first = direct.first(); first >= 0; first = direct.nextFrom(first + 1000)) {
        built = built.or(direct.and(UidSet.range(first, first + 999)));
      }
      assertThat(built).as("seed %d, round %d", seed, round).isEqualTo(direct);
      assertThat(built.toBytes()).isEqualTo(direct.toBytes());
      assertThat(UidSet.fromBytes(direct.toBytes())).isEqualTo(direct);
      assertThat(UidSet.fromBytes(direct.toBytes()).toBytes()).isEqualTo(direct.toBytes());
    }
  }

  @Test
  void otherOctets_areRefused() {
    byte[][] broken = {{}, {7}, {0, 0, 0}, {0, 1}, {0, -1, -1}, {1, 2, 3}, {0, 1, 0, 0, 0, -128}};
    for (byte[] octets : broken) {
      assertThatThrownBy(() -> UidSet.fromBytes(octets))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
