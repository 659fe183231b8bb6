package org.yubin.frontend.mime;

import org.jspecify.annotations.Nullable;

/**
 * A cursor over one unfolded header field value, one character an octet: the lexical tokens of RFC
 * 5322 §3.2 and RFC 2045 §5.1, read leniently. Never throws; a reading method that finds nothing
 * leaves the cursor where it was.
 */
final class FieldReader {
  private static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

  private final String text;
  private int at;
  private String comment = "";

  /** Set once a quote was found that nothing closes: later ones are not searched for again. */
  private boolean openQuote;

  FieldReader(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  char next() {
    return text.charAt(at++);
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  String since(int start) {
    return text.substring(start, at);
  }

  /** Whether {@code c} came next, which is then read. */
  boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  /** Skips white space and comments (CFWS); the last comment is kept for {@link #takeComment}. */
  void skipCfws() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '(') {
        comment = readComment();
      } else if (isSpace(c)) {
        at++;
      } else {
        return;
      }
    }
  }

  /** The content of the last comment since this was asked last; empty if there was none. */
  String takeComment() {
    String taken = comment;
    comment = "";
    return taken;
  }

  /**
   * A comment, its outer parentheses and quoted pairs removed; one never closed runs to the end.
   */
  private String readComment() {
    StringBuilder out = new StringBuilder();
    int depth = 1;
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        break;
      }
      out.append(c);
    }
    return out.toString().trim();
  }

  /**
   * The content of a quoted string, quoted pairs resolved, or null (and nothing read) if none
   * stands here or the quote is never closed.
   */
  @Nullable String readQuoted() {
    if (openQuote || peek() != '"') {
      return null;
    }
    StringBuilder out = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        at = i + 1;
        return out.toString();
      }
      if (c == '\\' && i + 1 < text.length()) {
        c = text.charAt(++i);
      }
      out.append(c);
    }
    openQuote = true;
    return null;
  }

  /** A token of RFC 2045 §5.1, possibly empty. */
  String readToken() {
    int start = at;
    while (at < text.length() && isTokenCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  static boolean isTokenCharacter(char c) {
    return c > ' ' && c < 0x7f && TSPECIALS.indexOf(c) < 0;
  }

  /** Everything up to {@code stop} or the end, blanks at both ends removed. */
  String readUntil(char stop) {
    int start = at;
    int end = text.indexOf(stop, at);
    at = end < 0 ? text.length() : end;
    return text.substring(start, at).trim();
  }

  /** Skips to the next {@code stop} outside quoted strings, or to the end. */
  void skipTo(char stop) {
    while (at < text.length() && text.charAt(at) != stop) {
      if (readQuoted() == null) {
        at++;
      }
    }
  }

  /** An encoded word (RFC 2047 §2), which may hold characters that would end an atom; or empty. */
  String readEncodedWord() {
    if (!text.startsWith("=?", at)) {
      return "";
    }
    int marks = 0;
    int limit = Math.min(text.length(), at + 512);
    for (int i = at + 2; i < limit; i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        break;
      }
      if (c == '?' && ++marks > 2 && i + 1 < limit && text.charAt(i + 1) == '=') {
        String word = text.substring(at, i + 2);
        at = i + 2;
        return word;
      }
    }
    return "";
  }
}
