package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The keywords of a mailbox: number to name. It only grows, keeps the first spelling, and holds at
 * most 256; names are found in any case (RFC 9051 §2.3.2: keywords are case-insensitive).
 *
 * <p>Its constructor throws IllegalArgumentException if longer than that.
 */
public record KeywordTable(List<String> names) {
  public static final int MAX_KEYWORDS = 256;

  /** Longest keyword, in characters. */
  public static final int MAX_LENGTH = 128;

  public static final KeywordTable EMPTY = new KeywordTable(List.of());

  public KeywordTable {
    names = List.copyOf(names);
    if (names.size() > MAX_KEYWORDS) {
      throw new IllegalArgumentException("keywords: " + names.size() + " (expected: <= 256)");
    }
  }

  /** The number of a keyword, whatever its spelling. */
  public OptionalInt find(String keyword) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(keyword)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  public int size() {
    return names.size();
  }

  /** The name of a number that the table has given. */
  public String name(int number) {
    return names.get(number);
  }

  /** This table with more names behind it, which it must not have yet. */
  public KeywordTable plus(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(more);
    return new KeywordTable(all);
  }

  /** Whether some mailbox could hold all of these keywords. */
  public static boolean canHold(FlagNames flags) {
    return flags.keywords().size() <= MAX_KEYWORDS
        && flags.keywords().stream().allMatch(keyword -> keyword.length() <= MAX_LENGTH);
  }

  /** The names of what is set, as a client is shown them. */
  public FlagNames names(Flags flags) {
    Set<String> keywords = new LinkedHashSet<>();
    flags.keywords().forEach(number -> keywords.add(names.get(number)));
    return new FlagNames(flags.system(), keywords);
  }
}
