package org.yubin.persistence.journal;

import java.util.Collection;

/**
 * A state cut into pages, as the snapshot store sees it. Implemented by the codecs of the entities
 * over their immutable states, so it may be used from any thread at any later time.
 */
public interface PagedState {
  /**
   * All that is not in pages: written whole with every snapshot, so what grows with the mailbox
   * belongs into pages. At most 1 MiB.
   */
  byte[] root();

  /** The keys of all pages that exist, each once, in any order. */
  Collection<PageKey> pages();

  /**
   * Whether the page is the same in {@code before}, which is a state of the same entity and codec.
   * Must be cheap (the same object, by copy-on-write); {@code false} is always safe and merely
   * costs a write.
   */
  boolean samePage(PageKey page, PagedState before);

  /**
   * The octets of a page: the same for equal content; compact, since they count against the size of
   * a snapshot (columns rather than rows, differences rather than values); at most 1 MiB. The store
   * compresses them.
   */
  byte[] encode(PageKey page);
}
