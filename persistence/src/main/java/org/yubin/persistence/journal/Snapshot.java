package org.yubin.persistence.journal;

/**
 * A stored snapshot together with the state that it holds: what the next snapshot is compared with.
 *
 * @param manifest where its pages are
 * @param state the same state in memory
 */
public record Snapshot(Manifest manifest, PagedState state) {}
