/**
 * What the journal holds: every log of every epoch folded from its first event on, no snapshot
 * used. Start at {@link org.yubin.torture.replay.Replays}.
 */
@NullMarked
package org.yubin.torture.replay;

import org.jspecify.annotations.NullMarked;
