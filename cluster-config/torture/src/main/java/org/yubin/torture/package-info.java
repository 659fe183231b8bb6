/**
 * {@code yubin torture}: load on a cluster of processes that are killed, paused and cut off, and a
 * checker that proves from what clients were told that nothing was lost, doubled or taken back.
 */
@NullMarked
package org.yubin.torture;

import org.jspecify.annotations.NullMarked;
