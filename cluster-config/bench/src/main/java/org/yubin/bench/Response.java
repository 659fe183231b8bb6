package org.yubin.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * One response of an IMAP server (RFC 3501 §7).
 *
 * @param text its lines, one behind the other, without CRLF and without literals, whose headers
 *     stay
 * @param literals in their order
 */
public record Response(String text, List<byte[]> literals) {
  /** Whether it is the tagged answer of this command. */
  public boolean tagged(String tag) {
    return text.startsWith(tag + " ");
  }

  public boolean untagged() {
    return text.startsWith("* ");
  }

  public boolean continuation() {
    return text.startsWith("+");
  }

  /** Whether it is an untagged response that tells of one message, such as {@code * 3 FETCH}. */
  public boolean about(String word) {
    int from = text.indexOf(' ', 2) + 1;
    return untagged()
        && from > 0
        && text.regionMatches(true, from, word, 0, word.length())
        && (text.length() == from + word.length() || text.charAt(from + word.length()) == ' ');
  }

  /** The number in front of an untagged response's word; -1 if there is none. */
  public long number() {
    int end = text.indexOf(' ', 2);
    try {
      return end < 0 ? -1 : Long.parseLong(text.substring(2, end));
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  /** The number behind a word, such as that of {@code MESSAGES 12}; -1 if there is none. */
  public long numberBehind(String word) {
    int at = text.toUpperCase(Locale.ROOT).indexOf(word + " ");
    if (at < 0) {
      return -1;
    }
    int from = at + word.length() + 1;
    int end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end == from ? -1 : Long.parseLong(text.substring(from, end));
  }

  static String ascii(byte[] octets, int from, int to) {
    return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
