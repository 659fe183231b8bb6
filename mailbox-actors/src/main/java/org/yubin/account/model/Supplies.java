package org.yubin.account.model;

import java.util.List;
import org.yubin.persistence.id.MailboxId;

/**
 * What a decision needs and cannot make: the time, and random ids for new mailboxes.
 *
 * @param nowMicros UTC
 * @param freshIds at least {@link #MOST_IDS}, none of them used before
 */
public record Supplies(long nowMicros, List<MailboxId> freshIds) {
  /** The most ids that one command can use. */
  public static final int MOST_IDS = DefaultMailboxes.LIST.size();

  public Supplies {
    freshIds = List.copyOf(freshIds);
    if (freshIds.size() < MOST_IDS) {
      throw new IllegalArgumentException(
          "fresh ids: " + freshIds.size() + " (expected: >= " + MOST_IDS + ")");
    }
  }
}
