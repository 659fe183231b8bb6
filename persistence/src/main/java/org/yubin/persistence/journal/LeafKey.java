package org.yubin.persistence.journal;

import java.util.Comparator;

/**
 * The place of a leaf: pages {@code number * Leaf.PAGES} up to the next leaf's first, of one kind.
 */
record LeafKey(int kind, int number) implements Comparable<LeafKey> {
  private static final Comparator<LeafKey> ORDER =
      Comparator.comparingInt(LeafKey::kind).thenComparingInt(LeafKey::number);

  static LeafKey of(PageKey page) {
    return new LeafKey(page.kind(), page.number() / Leaf.PAGES);
  }

  @Override
  public int compareTo(LeafKey other) {
    return ORDER.compare(this, other);
  }
}
