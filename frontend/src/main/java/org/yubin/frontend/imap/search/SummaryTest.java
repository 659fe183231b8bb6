package org.yubin.frontend.imap.search;

import org.yubin.persistence.summary.MessageSummary;
import org.yubin.persistence.summary.Octets;

/** A condition that a message's summary and header decide. Pure; may run on any thread. */
@FunctionalInterface
public interface SummaryTest {
  /**
   * Whether the message meets the condition.
   *
   * @param header the whole header block, even where the summary's own is truncated
   */
  boolean matches(MessageSummary summary, Octets header);
}
