package org.yubin.frontend.lmtp;

import java.util.Optional;

/**
 * A path of MAIL FROM or RCPT TO (RFC 5321 §4.1.2): {@code <>}, {@code <local@domain>}, or {@code
 * <local>} as MTAs hand local users over.
 *
 * @param local the local part, unquoted; empty for the null path
 * @param domain lower case; empty if there is none
 */
record MailPath(String local, String domain) {
  /** RFC 5321 §4.5.3.1.3: 256 octets with the punctuation. */
  private static final int MAX_CHARS = 256;

  /** What no local part and no domain has outside of quotes. */
  private static final String SPECIALS = " <>()[]\\,;:\"@";

  private static final String NOT_IN_DOMAIN = " <>(),;\"@\\";

  static final MailPath NULL = new MailPath("", "");

  /** A path and what stands behind it. */
  record Parsed(MailPath path, String rest) {}

  /** The path behind a word such as {@code FROM:}, in whatever case; empty without the two. */
  static Optional<Parsed> parseBehind(String word, String text) {
    return text.regionMatches(true, 0, word, 0, word.length())
        ? parse(text.substring(word.length()))
        : Optional.empty();
  }

  /**
   * Reads a path from the start of {@code text}; empty if there is none. Blanks before it are
   * tolerated.
   */
  static Optional<Parsed> parse(String text) {
    String at = text.stripLeading();
    if (!at.startsWith("<")) {
      return Optional.empty();
    }
    int end = closing(at);
    if (end < 0 || end > MAX_CHARS) {
      return Optional.empty();
    }
    String inside = at.substring(1, end);
    String rest = at.substring(end + 1);
    if (!rest.isEmpty() && rest.charAt(0) != ' ') {
      return Optional.empty();
    }
    return mailbox(inside).map(path -> new Parsed(path, rest.strip()));
  }

  /** Where the path's {@code >} is: not within a quoted string. */
  private static int closing(String text) {
    boolean quoted = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '>' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<MailPath> mailbox(String inside) {
    String address = withoutRoute(inside);
    if (address.isEmpty()) {
      return inside.isEmpty() ? Optional.of(NULL) : Optional.empty();
    }
    if (address.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return Optional.empty();
    }
    if (address.startsWith("\"")) {
      return quoted(address);
    }
    int sign = address.lastIndexOf('@');
    String local = sign < 0 ? address : address.substring(0, sign);
    String domain = sign < 0 ? "" : address.substring(sign + 1);
    boolean wrong =
        local.isEmpty()
            || (sign >= 0 && domain.isEmpty())
            || has(local, SPECIALS)
            || has(domain, NOT_IN_DOMAIN);
    return wrong ? Optional.empty() : Optional.of(new MailPath(local, lower(domain)));
  }

  /** A source route is accepted and ignored (RFC 5321 §4.1.1.3, appendix C). */
  private static String withoutRoute(String inside) {
    int colon = inside.startsWith("@") ? inside.indexOf(':') : -1;
    return inside.startsWith("@") ? (colon < 0 ? "" : inside.substring(colon + 1)) : inside;
  }

  private static Optional<MailPath> quoted(String address) {
    StringBuilder local = new StringBuilder();
    int i = 1;
    for (; i < address.length() && address.charAt(i) != '"'; i++) {
      if (address.charAt(i) == '\\' && i + 1 < address.length()) {
        i++;
      }
      local.append(address.charAt(i));
    }
    String rest = i < address.length() ? address.substring(i + 1) : "x";
    if (rest.isEmpty() && local.length() > 0) {
      return Optional.of(new MailPath(local.toString(), ""));
    }
    return rest.startsWith("@")
            && rest.length() > 1
            && local.length() > 0
            && !has(rest.substring(1), NOT_IN_DOMAIN)
        ? Optional.of(new MailPath(local.toString(), lower(rest.substring(1))))
        : Optional.empty();
  }

  private static boolean has(String text, String some) {
    return text.chars().anyMatch(c -> some.indexOf(c) >= 0);
  }

  private static String lower(String domain) {
    return domain.toLowerCase(java.util.Locale.ROOT);
  }

  boolean isNull() {
    return local.isEmpty();
  }

  /** Whether it needs SMTPUTF8 (RFC 6531 §3.2). */
  boolean international() {
    return (local + domain).chars().anyMatch(c -> c > 0x7f);
  }

  /** {@code local@domain}, or the local part alone. */
  String address() {
    return domain.isEmpty() ? local : local + "@" + domain;
  }

  /** The address with its local part in quotes if it needs them (RFC 5321 §4.1.2). */
  String written() {
    if (!has(local, SPECIALS)) {
      return address();
    }
    String quoted = '"' + local.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return new MailPath(quoted, domain).address();
  }

  /** The part behind the first {@code +}, which names a mailbox. */
  Optional<String> detail() {
    int plus = local.indexOf('+');
    return plus > 0 && plus < local.length() - 1
        ? Optional.of(local.substring(plus + 1))
        : Optional.empty();
  }

  /** The address without its detail. */
  String addressWithoutDetail() {
    int plus = local.indexOf('+');
    return plus > 0 ? new MailPath(local.substring(0, plus), domain).address() : address();
  }
}
