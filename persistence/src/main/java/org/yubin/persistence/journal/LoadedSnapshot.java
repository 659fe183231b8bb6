package org.yubin.persistence.journal;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A snapshot as read, each page checked against its hash.
 *
 * @param manifest where its pages are
 * @param root {@link PagedState#root}
 * @param pages what {@link PagedState#encode} gave, for every page
 */
@SuppressWarnings(
    "ArrayRecordComponent") // octets on their way to a decoder; records of them are never compared
public record LoadedSnapshot(Manifest manifest, byte[] root, SortedMap<PageKey, byte[]> pages) {
  public LoadedSnapshot {
    pages = Collections.unmodifiableSortedMap(new TreeMap<>(pages));
  }

  /** The same with the state that was decoded from it: the base of the next snapshot. */
  public Snapshot as(PagedState decoded) {
    return new Snapshot(manifest, decoded);
  }
}
