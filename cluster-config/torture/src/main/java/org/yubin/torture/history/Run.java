package org.yubin.torture.history;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * All that is to be judged.
 *
 * @param facts of all sessions, in the order of their times
 * @param found mailbox to what a fresh session found at the end
 * @param recovered the same after all owners had been started again; empty if not read
 * @param replayed the same folded from the journal's first event on, without markers; empty if not
 *     read
 */
public record Run(
    List<Fact> facts,
    Map<String, MailboxImage> found,
    Map<String, MailboxImage> recovered,
    Map<String, MailboxImage> replayed) {
  public Run {
    facts = facts.stream().sorted(Comparator.comparingLong(Fact::at)).toList();
    found = Map.copyOf(found);
    recovered = Map.copyOf(recovered);
    replayed = Map.copyOf(replayed);
  }
}
