package org.yubin.frontend.mime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The header fields of one entity that a summary is made of: unfolded values, one character an
 * octet, without CR, LF and NUL, blanks at both ends removed.
 *
 * <p>Of a repeated field the first counts, as RFC 5322 §3.6 allows but one; recipients are the
 * exception: every To, Cc and Bcc field counts.
 */
final class HeaderFields {
  static final HeaderFields NONE = new HeaderFields();

  private static final Set<String> RECIPIENTS = Set.of("to", "cc", "bcc");
  private static final Set<String> ADDRESSES =
      Set.of("from", "sender", "reply-to", "to", "cc", "bcc");
  private static final Set<String> KEPT =
      Set.of(
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "bcc",
          "date",
          "subject",
          "message-id",
          "in-reply-to",
          "references",
          "content-type",
          "content-transfer-encoding",
          "content-id",
          "content-description",
          "content-disposition",
          "content-md5",
          "content-language",
          "content-location");

  /** All names and values of one entity together; what comes after is not kept. */
  private static final int MAX_OCTETS = 256 * 1024;

  private final Map<String, List<String>> values = new HashMap<>();
  private int octets;

  /**
   * Keeps a field if it is one of those that count.
   *
   * @param field name, colon and value, unfolded
   * @param truncated whether the end of the value is missing
   */
  void add(String field, boolean truncated) {
    int colon = field.indexOf(':');
    if (colon < 1 || colon > 64) {
      return;
    }
    String name = field.substring(0, colon).trim().toLowerCase(Locale.ROOT);
    if (!KEPT.contains(name) || (values.containsKey(name) && !RECIPIENTS.contains(name))) {
      return;
    }
    String value = blankless(field.substring(colon + 1));
    if (truncated && ADDRESSES.contains(name)) {
      value = value.substring(0, Math.max(0, value.lastIndexOf(',')));
    }
    int cost = name.length() + value.length(); // an empty value costs something too
    if (octets + cost <= MAX_OCTETS) {
      octets += cost;
      values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
  }

  /** NUL cannot be sent in IMAP (RFC 9051 §4.3): it becomes 0x80, so that lengths stay. */
  private static String blankless(String value) {
    return value.replace('\0', '\u0080').strip();
  }

  Optional<String> first(String name) {
    List<String> all = values.get(name);
    return all == null ? Optional.empty() : Optional.of(all.get(0));
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  int octets() {
    return octets;
  }
}
