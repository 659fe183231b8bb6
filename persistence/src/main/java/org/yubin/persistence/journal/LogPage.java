package org.yubin.persistence.journal;

import java.util.List;

/**
 * A run of events without gap.
 *
 * @param events ascending; empty only if {@code last}
 * @param last whether the log ends here (for now, if it was read without an end)
 */
public record LogPage(List<LogEvent> events, boolean last) {
  public LogPage {
    events = List.copyOf(events);
  }
}
