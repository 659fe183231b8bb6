package org.yubin.persistence.journal;

import org.yubin.persistence.head.SnapshotRef;

/**
 * A stored version of a page.
 *
 * @param at the snapshot that wrote it
 * @param hash of the stored octets
 */
record PageRef(SnapshotRef at, Hash hash) {}
