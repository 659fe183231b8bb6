package org.yubin.frontend.imap.list;

/**
 * What LIST and LSUB ask for: reference and mailbox name with wildcards, made one pattern (RFC 3501
 * §6.3.8).
 *
 * <p>{@code *} stands for any characters, {@code %} for any but the hierarchy delimiter. The
 * canonical form is the reference, a delimiter, and the name; where one of them brings the
 * delimiter, or both do, there is one nevertheless (RFC 2683 §3.4.9). INBOX, alone or as the first
 * level, matches in any case (RFC 3501 §5.1).
 */
public final class MailboxPattern {
  public static final char DELIMITER = '/';
  private static final String INBOX = "INBOX";

  private final String pattern;
  private final int literals;

  private MailboxPattern(String pattern) {
    this.pattern = pattern;
    this.literals = (int) pattern.chars().filter(c -> !isWildcard((char) c)).count();
  }

  /**
   * The pattern that reference and name make together.
   *
   * @param reference taken literally: a wildcard in it is one, too
   * @param name mailbox name with wildcards
   */
  public static MailboxPattern of(String reference, String name) {
    return new MailboxPattern(mergeWildcards(join(reference, name)));
  }

  private static String join(String reference, String name) {
    if (reference.isEmpty() || name.isEmpty()) {
      return reference + name;
    }
    boolean ends = reference.charAt(reference.length() - 1) == DELIMITER;
    boolean begins = name.charAt(0) == DELIMITER;
    return reference
        + (ends || begins ? "" : DELIMITER)
        + (ends && begins ? name.substring(1) : name);
  }

  /** Whether levels above a matching name are asked for, too (RFC 3501 §6.3.8). */
  public boolean endsInPercent() {
    return pattern.endsWith("%");
  }

  /**
   * Whether the whole of {@code name} matches. Time is at most of the order of the square of the
   * name's length, whatever the pattern.
   */
  public boolean matches(String name) {
    if (literals > name.length()) {
      return false;
    }
    int caseless = isInbox(name) ? INBOX.length() : 0;
    // reached[j]: the first j characters of the pattern can match what was read of the name
    boolean[] reached = new boolean[pattern.length() + 1];
    reached[0] = true;
    skipWildcards(reached);
    for (int i = 0; i < name.length(); i++) {
      if (!step(reached, name.charAt(i), i < caseless)) {
        return false;
      }
    }
    return reached[pattern.length()];
  }

  private boolean step(boolean[] reached, char c, boolean anyCase) {
    boolean any = false;
    for (int j = pattern.length(); j >= 1; j--) {
      char p = pattern.charAt(j - 1);
      boolean next =
          switch (p) {
            case '*' -> reached[j] || reached[j - 1];
            case '%' -> c != DELIMITER && (reached[j] || reached[j - 1]);
            default -> reached[j - 1] && (p == c || (anyCase && sameLetter(p, c)));
          };
      reached[j] = next;
      any |= next;
    }
    reached[0] = false;
    if (any) {
      skipWildcards(reached);
    }
    return any;
  }

  private void skipWildcards(boolean[] reached) {
    for (int j = 0; j < pattern.length(); j++) {
      if (reached[j] && isWildcard(pattern.charAt(j))) {
        reached[j + 1] = true;
      }
    }
  }

  private static boolean isInbox(String name) {
    return name.startsWith(INBOX)
        && (name.length() == INBOX.length() || name.charAt(INBOX.length()) == DELIMITER);
  }

  private static boolean sameLetter(char a, char b) {
    return a < 128 && Character.toUpperCase(a) == b;
  }

  private static boolean isWildcard(char c) {
    return c == '*' || c == '%';
  }

  /** A run of wildcards is worth one: {@code *} if there is one in it. */
  private static String mergeWildcards(String raw) {
    StringBuilder merged = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      int last = merged.length() - 1;
      if (isWildcard(c) && last >= 0 && isWildcard(merged.charAt(last))) {
        if (c == '*') {
          merged.setCharAt(last, '*');
        }
      } else {
        merged.append(c);
      }
    }
    return merged.toString();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
