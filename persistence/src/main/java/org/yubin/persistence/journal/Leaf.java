package org.yubin.persistence.journal;

import java.util.SortedMap;
import org.yubin.persistence.head.SnapshotRef;

/**
 * The lower level of a manifest.
 *
 * @param at the snapshot that wrote this leaf
 * @param hash of the stored leaf
 * @param pages page number to the version that counts
 */
record Leaf(SnapshotRef at, Hash hash, SortedMap<Integer, PageRef> pages) {
  /** Page numbers to a leaf. */
  static final int PAGES = 64;
}
