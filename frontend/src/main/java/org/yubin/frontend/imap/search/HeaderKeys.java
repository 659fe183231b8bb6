package org.yubin.frontend.imap.search;

import java.time.LocalDate;
import java.util.Optional;
import org.yubin.frontend.mime.HeaderDecoder;
import org.yubin.mailbox.model.MailboxQuery;

/** Keys that the header decides (RFC 3501 §6.4.4). */
final class HeaderKeys {
  private HeaderKeys() {}

  /**
   * HEADER, and FROM, TO, CC, BCC, SUBJECT: a field of that name contains the text, both decoded
   * (RFC 2047); any such field does for the empty text. Addresses are searched as they stand in the
   * header, which holds whatever the envelope does.
   */
  record ByHeader(String field, Needle text) implements SearchKey {
    @Override
    public Optional<SummaryTest> summaryTest() {
      return Optional.of(
          (summary, header) -> HeaderDecoder.values(header, field).stream().anyMatch(text::isIn));
    }
  }

  /** SENTBEFORE, SENTON, SENTSINCE: the day in Date, as written there; none if it has none. */
  record BySent(MailboxQuery.When when, LocalDate date) implements SearchKey {
    @Override
    public Optional<SummaryTest> summaryTest() {
      return Optional.of((summary, header) -> summary.sentDate().filter(this::meets).isPresent());
    }

    private boolean meets(LocalDate sent) {
      return switch (when) {
        case BEFORE -> sent.isBefore(date);
        case ON -> sent.equals(date);
        case SINCE -> !sent.isBefore(date);
      };
    }
  }
}
