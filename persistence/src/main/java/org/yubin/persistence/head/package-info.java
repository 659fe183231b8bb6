/**
 * Head rows: which owner an entity has, where the logs of its earlier owners end, which snapshot
 * counts, and the counters of an entity that sleeps. The port is {@link
 * org.yubin.persistence.head.Heads}; it opens with the steps of a take-over.
 */
@NullMarked
package org.yubin.persistence.head;

import org.jspecify.annotations.NullMarked;
