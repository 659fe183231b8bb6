package org.yubin.frontend.imap.random;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values in answers that no model can foretell, such as UIDVALIDITY. A hole takes whatever is there
 * when it is first met, and has to be the same ever after. Holes of one kind have to differ where
 * the RFC says so.
 *
 * <ul>
 *   <li>{@code v7}: UIDVALIDITY of mailbox 7. A mailbox that was made later has a higher one.
 *   <li>{@code d9}: INTERNALDATE of a message that came without.
 * </ul>
 */
final class Holes {
  private static final char OPEN = '\u0001';
  private static final char CLOSE = '\u0002';
  private static final Pattern HOLE = Pattern.compile(OPEN + "([^" + CLOSE + "]+)" + CLOSE);
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]*");
  private static final Pattern DATE =
      Pattern.compile("[ 0-9][0-9]-[A-Z][a-z]{2}-[0-9]{4} [0-9:]{8} [-+][0-9]{4}");

  private final Map<String, String> filled = new HashMap<>();

  static String hole(String name) {
    return OPEN + name + CLOSE;
  }

  /** A text with its holes as {@code <name>}. */
  static String readable(String text) {
    return text.replace(OPEN, '<').replace(CLOSE, '>');
  }

  /** A text with its holes filled; 1 where nothing is known. */
  String fill(String text) {
    return HOLE.matcher(text)
        .replaceAll(hole -> Matcher.quoteReplacement(filled.getOrDefault(hole.group(1), "1")));
  }

  /** What is wrong with a line, if something is; else what its holes held is kept. */
  Optional<String> mismatch(String expected, String line) {
    Matcher holes = HOLE.matcher(expected);
    int from = 0;
    int at = 0;
    while (holes.find()) {
      String fixed = expected.substring(from, holes.start());
      if (!line.startsWith(fixed, at)) {
        return Optional.of("another line");
      }
      at += fixed.length();
      from = holes.end();
      String name = holes.group(1);
      Matcher value =
          (name.startsWith("d") ? DATE : NUMBER).matcher(line).region(at, line.length());
      if (!value.lookingAt()) {
        return Optional.of("no value for " + name);
      }
      at = value.end();
      Optional<String> wrong = take(name, value.group());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return line.substring(at).equals(expected.substring(from))
        ? Optional.empty()
        : Optional.of("another line");
  }

  private Optional<String> take(String name, String value) {
    String before = filled.putIfAbsent(name, value);
    if (before != null) {
      return before.equals(value)
          ? Optional.empty()
          : Optional.of(name + " is " + value + " and was " + before);
    }
    return filled.entrySet().stream()
        .filter(other -> comparable(other.getKey(), name) && !ordered(other, name, value))
        .map(other -> name + " is " + value + " and " + other.getKey() + " " + other.getValue())
        .findFirst();
  }

  private static boolean comparable(String one, String other) {
    return one.startsWith("v") && other.startsWith("v") && !one.equals(other);
  }

  private static int order(String name) {
    return Integer.parseInt(name.substring(1));
  }

  private static boolean ordered(Map.Entry<String, String> other, String name, String value) {
    int byName = Integer.compare(order(other.getKey()), order(name));
    int byValue = Long.compareUnsigned(Long.parseLong(other.getValue()), Long.parseLong(value));
    return Integer.signum(byName) == Integer.signum(byValue);
  }
}
