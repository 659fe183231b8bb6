package org.yubin.persistence.head;

/**
 * An epoch that was taken, and up to where it is known to be its taker's still.
 *
 * @param epoch at least 1
 * @param losses the taker's count of losses at which no newer epoch had been taken; see {@link
 *     Heads#confirm}
 */
public record Claim(EntityId id, long epoch, long losses) {}
