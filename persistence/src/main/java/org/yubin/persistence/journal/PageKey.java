package org.yubin.persistence.journal;

import java.util.Comparator;

/**
 * The place of a page in a state. Numbers should stay with their content (a page that is emptied
 * leaves a hole), since a page that gets another number is written again.
 *
 * @param kind what the page holds, 0 to 127: the codec's own numbering; what changes often and what
 *     never does are different kinds
 * @param number from 0, with holes
 */
public record PageKey(int kind, int number) implements Comparable<PageKey> {
  private static final Comparator<PageKey> ORDER =
      Comparator.comparingInt(PageKey::kind).thenComparingInt(PageKey::number);

  public PageKey {
    if (kind < 0 || kind > 127 || number < 0) {
      throw new IllegalArgumentException(
          "page: kind " + kind + ", number " + number + " (expected: 0 to 127, >= 0)");
    }
  }

  @Override
  public int compareTo(PageKey other) {
    return ORDER.compare(this, other);
  }
}
