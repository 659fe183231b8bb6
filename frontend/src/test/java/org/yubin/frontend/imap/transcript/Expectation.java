package org.yubin.frontend.imap.transcript;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server's line has to look like, and what it catches. */
final class Expectation {
  private static final Pattern HOLE = Pattern.compile("<([a-z_][a-z0-9_]*)>");
  private static final Pattern STATUS =
      Pattern.compile("(\\S+ (?:OK|NO|BAD|BYE|PREAUTH)(?: \\[[^\\]]*\\])?)( .*)?");

  private final Map<String, String> caught = new HashMap<>();

  /** A client's line, its holes filled with what was caught. */
  String fill(String text) {
    return HOLE.matcher(text)
        .replaceAll(
            hole -> {
              String value = caught.get(hole.group(1));
              if (value == null) {
                throw new IllegalArgumentException(hole.group() + ": not caught before");
              }
              return Matcher.quoteReplacement(value);
            });
  }

  /** Whether the line is as expected; if so, what it catches is kept. */
  boolean matches(String expected, String line) {
    Map<String, String> fresh = new HashMap<>();
    Pattern pattern = Pattern.compile(regex(expected, fresh), Pattern.DOTALL);
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    fresh.forEach((name, group) -> caught.put(name, matcher.group(group)));
    return true;
  }

  private String regex(String expected, Map<String, String> fresh) {
    if (expected.equals("+")) {
      return "\\+.*";
    }
    Matcher status = STATUS.matcher(expected);
    if (!status.matches()) {
      return holes(expected, fresh);
    }
    String head = holes(status.group(1), fresh);
    return status.group(1).endsWith("]") ? head + " .*" : head + " (?!\\[).*";
  }

  private String holes(String text, Map<String, String> fresh) {
    StringBuilder regex = new StringBuilder();
    Matcher hole = HOLE.matcher(text);
    int at = 0;
    while (hole.find()) {
      regex.append(Pattern.quote(text.substring(at, hole.start())));
      String name = hole.group(1);
      String group = "c" + name.replace("_", "U");
      if (name.equals("_")) {
        regex.append(".*?");
      } else if (caught.containsKey(name)) {
        regex.append(Pattern.quote(caught.get(name)));
      } else if (fresh.containsKey(name)) {
        regex.append("\\k<").append(group).append('>');
      } else {
        fresh.put(name, group);
        regex.append("(?<").append(group).append(">[^ ()\\[\\]]+)");
      }
      at = hole.end();
    }
    return regex.append(Pattern.quote(text.substring(at))).toString();
  }
}
