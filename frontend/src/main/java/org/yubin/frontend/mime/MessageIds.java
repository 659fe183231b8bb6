package org.yubin.frontend.mime;

import java.util.Optional;
import org.yubin.persistence.summary.Octets;

/** Message ids in header fields (RFC 5322 §3.6.4). */
final class MessageIds {
  private static final int MAX_OCTETS = 1000;

  private MessageIds() {}

  /**
   * The message that began the thread: the first id in References, else in In-Reply-To, else the
   * message's own.
   */
  static Optional<Octets> root(HeaderFields fields) {
    return fields
        .first("references")
        .flatMap(MessageIds::first)
        .or(() -> fields.first("in-reply-to").flatMap(MessageIds::first))
        .or(() -> fields.first("message-id").flatMap(MessageIds::first))
        .map(Octets::latin1);
  }

  /** The first {@code <id>} with its brackets, blanks left by folding removed. */
  private static Optional<String> first(String value) {
    int start = value.indexOf('<');
    int end = value.indexOf('>', start + 1);
    if (start < 0 || end < start + 2 || end - start > MAX_OCTETS) {
      return Optional.empty();
    }
    String id = value.substring(start, end + 1).replace(" ", "").replace("\t", "");
    return id.length() > 2 ? Optional.of(id) : Optional.empty();
  }
}
