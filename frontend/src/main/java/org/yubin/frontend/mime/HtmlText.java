package org.yubin.frontend.mime;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of an HTML document, crudely: tags, comments and what is not shown are left out, the
 * most usual character references resolved. For a preview and for search; not fit to be shown as
 * HTML.
 */
final class HtmlText {
  private static final Set<String> HIDDEN = Set.of("head", "style", "script", "title", "template");

  /** Tags that leave no gap in the text. */
  private static final Set<String> INLINE =
      Set.of("a", "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup");

  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("zwnj", ""),
          Map.entry("zwj", ""),
          Map.entry("shy", ""),
          Map.entry("ndash", "\u2013"),
          Map.entry("mdash", "\u2014"),
          Map.entry("hellip", "\u2026"),
          Map.entry("lsquo", "\u2018"),
          Map.entry("rsquo", "\u2019"),
          Map.entry("ldquo", "\u201c"),
          Map.entry("rdquo", "\u201d"),
          Map.entry("euro", "\u20ac"),
          Map.entry("copy", "\u00a9"),
          Map.entry("reg", "\u00ae"),
          Map.entry("auml", "\u00e4"),
          Map.entry("ouml", "\u00f6"),
          Map.entry("uuml", "\u00fc"),
          Map.entry("Auml", "\u00c4"),
          Map.entry("Ouml", "\u00d6"),
          Map.entry("Uuml", "\u00dc"),
          Map.entry("szlig", "\u00df"),
          Map.entry("eacute", "\u00e9"),
          Map.entry("egrave", "\u00e8"),
          Map.entry("agrave", "\u00e0"),
          Map.entry("ccedil", "\u00e7"),
          Map.entry("ntilde", "\u00f1"));

  private final String html;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private HtmlText(String html) {
    this.html = html;
  }

  static String of(String html) {
    HtmlText text = new HtmlText(html);
    while (text.at < html.length()) {
      text.step();
    }
    return text.out.toString();
  }

  private void step() {
    char c = html.charAt(at);
    if (c == '&') {
      reference();
    } else if (html.startsWith("<!--", at)) {
      at = behind("-->", at + 4);
    } else if (c == '<' && at + 1 < html.length() && startsTag(html.charAt(at + 1))) {
      tag();
    } else {
      out.append(c);
      at++;
    }
  }

  private static boolean startsTag(char c) {
    return Character.isLetter(c) || c == '/' || c == '!' || c == '?';
  }

  private void tag() {
    boolean closing = html.charAt(at + 1) == '/';
    int start = closing ? at + 2 : at + 1;
    int end = start;
    while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
      end++;
    }
    String tag = html.substring(start, end).toLowerCase(Locale.ROOT);
    at = behind(">", at + 1);
    if (!closing && HIDDEN.contains(tag)) {
      skipHidden(tag);
    }
    if (!INLINE.contains(tag)) {
      out.append(' ');
    }
  }

  /** To the end tag of what is not shown; all that is left, if it has none. */
  private void skipHidden(String tag) {
    int from = at;
    while (true) {
      int end = html.indexOf("</", from);
      if (end < 0) {
        at = html.length();
        return;
      }
      if (html.regionMatches(true, end + 2, tag, 0, tag.length())) {
        at = behind(">", end);
        return;
      }
      from = end + 2;
    }
  }

  private int behind(String mark, int from) {
    int found = html.indexOf(mark, from);
    return found < 0 ? html.length() : found + mark.length();
  }

  private void reference() {
    int end = at + 1;
    int limit = Math.min(html.length(), at + 12);
    while (end < limit
        && (Character.isLetterOrDigit(html.charAt(end)) || html.charAt(end) == '#')) {
      end++;
    }
    String name = html.substring(at + 1, end);
    String text = name.startsWith("#") ? numeric(name.substring(1)) : NAMED.get(name);
    if (text == null) {
      out.append('&');
      at++;
    } else {
      out.append(text);
      at = end < html.length() && html.charAt(end) == ';' ? end + 1 : end;
    }
  }

  private static @Nullable String numeric(String digits) {
    boolean hex = digits.startsWith("x") || digits.startsWith("X");
    try {
      int code = hex ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
      boolean scalar = Character.isValidCodePoint(code) && (code < 0xd800 || code > 0xdfff);
      return scalar ? Character.toString(code) : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
