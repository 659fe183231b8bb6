package org.yubin.account.model;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of mailbox names: Unicode in NFC, levels separated by {@code /}, {@code INBOX} in any
 * case as the first level meaning the one INBOX (RFC 3501 §5.1). A name is at most {@value
 * #MAX_OCTETS} octets of UTF-8 and {@value #MAX_DEPTH} levels deep.
 */
public final class MailboxNameRules {
  /** The hierarchy separator. */
  public static final char SEPARATOR = '/';

  /** The mailbox where mail arrives. */
  public static final String INBOX = "INBOX";

  /** Longest name, in octets of UTF-8. */
  public static final int MAX_OCTETS = 1024;

  /** Most levels of a name. */
  public static final int MAX_DEPTH = 32;

  private MailboxNameRules() {}

  /** The name as the tree keeps it: NFC, and INBOX in capitals where it is the first level. */
  public static String normal(String name) {
    String nfc = Normalizer.normalize(name, Normalizer.Form.NFC);
    int end = nfc.indexOf(SEPARATOR);
    String first = end < 0 ? nfc : nfc.substring(0, end);
    return first.equalsIgnoreCase(INBOX) ? INBOX + nfc.substring(first.length()) : nfc;
  }

  /**
   * Like {@link #normal}, and without one trailing separator, which only declares that names below
   * will follow (RFC 3501 §6.3.3).
   */
  public static String normalForNew(String name) {
    return normal(
        name.length() > 1 && name.charAt(name.length() - 1) == SEPARATOR
            ? name.substring(0, name.length() - 1)
            : name);
  }

  /**
   * Why no mailbox can have this (normal) name; empty when one can. Wildcards and a leading {@code
   * #} are legal but troublesome (RFC 3501 §5.1, §5.1.1), controls are excluded by RFC 5198 §2.
   */
  public static Optional<String> objection(String name) {
    if (name.isEmpty()) {
      return Optional.of("name: empty (expected: at least one character)");
    }
    int octets = name.getBytes(StandardCharsets.UTF_8).length;
    if (octets > MAX_OCTETS) {
      return Optional.of("name: " + octets + " octets (expected: <= " + MAX_OCTETS + ")");
    }
    if (name.charAt(0) == '#') {
      return Optional.of("name: begins with # (expected: no namespace prefix)");
    }
    int levels = 1;
    boolean levelEmpty = true;
    int at = 0;
    while (at < name.length()) {
      int point = name.codePointAt(at);
      if (!isAllowed(point)) {
        return Optional.of(
            String.format("name: U+%04X at %d (expected: no control or wildcard)", point, at));
      }
      if (point == SEPARATOR) {
        if (levelEmpty) {
          return Optional.of("name: empty level at " + at + " (expected: at least one character)");
        }
        levels++;
        levelEmpty = true;
      } else {
        levelEmpty = false;
      }
      at += Character.charCount(point);
    }
    if (levelEmpty) {
      return Optional.of("name: ends with " + SEPARATOR + " (expected: a last level)");
    }
    return levels > MAX_DEPTH
        ? Optional.of("name: " + levels + " levels (expected: <= " + MAX_DEPTH + ")")
        : Optional.empty();
  }

  /** The name one level up; empty for a top-level name. */
  public static Optional<String> parent(String name) {
    int at = name.lastIndexOf(SEPARATOR);
    return at < 0 ? Optional.empty() : Optional.of(name.substring(0, at));
  }

  /** All names above {@code name}, the top level first. */
  public static List<String> superiors(String name) {
    List<String> names = new ArrayList<>();
    for (int at = name.indexOf(SEPARATOR); at >= 0; at = name.indexOf(SEPARATOR, at + 1)) {
      names.add(name.substring(0, at));
    }
    return List.copyOf(names);
  }

  /** Whether {@code name} stands anywhere below {@code superior}. */
  public static boolean isInferior(String name, String superior) {
    return name.length() > superior.length()
        && name.charAt(superior.length()) == SEPARATOR
        && name.startsWith(superior);
  }

  private static boolean isAllowed(int point) {
    return switch (point) {
      case '*', '%', 0x2028, 0x2029 -> false;
      default ->
          !Character.isISOControl(point)
              && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    };
  }
}
