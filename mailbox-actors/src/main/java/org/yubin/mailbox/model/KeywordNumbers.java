package org.yubin.mailbox.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Gives numbers to the keywords of one command: those of the table, then new ones behind them. */
final class KeywordNumbers {
  private final KeywordTable table;
  private final List<String> added = new ArrayList<>();
  private KeywordTable extended;
  private boolean overflowed;

  KeywordNumbers(KeywordTable table) {
    this.table = table;
    this.extended = table;
  }

  /**
   * The flags to set; keywords that are not known get numbers. Empty if the table cannot take them.
   */
  Optional<Flags> forSetting(FlagNames names) {
    KeywordSet keywords = KeywordSet.EMPTY;
    for (String keyword : names.keywords()) {
      OptionalInt number = extended.find(keyword);
      if (number.isEmpty()) {
        if (extended.size() == KeywordTable.MAX_KEYWORDS
            || keyword.length() > KeywordTable.MAX_LENGTH) {
          overflowed = true;
          return Optional.empty();
        }
        number = OptionalInt.of(extended.size());
        added.add(keyword);
        extended = table.plus(added);
      }
      keywords = keywords.with(number.getAsInt());
    }
    return Optional.of(new Flags(bits(names), keywords));
  }

  /** The flags to take away; keywords that are not known are set nowhere. */
  Flags forRemoving(FlagNames names) {
    KeywordSet keywords = KeywordSet.EMPTY;
    for (String keyword : names.keywords()) {
      OptionalInt number = table.find(keyword);
      if (number.isPresent()) {
        keywords = keywords.with(number.getAsInt());
      }
    }
    return new Flags(bits(names), keywords);
  }

  private static int bits(FlagNames names) {
    return Flags.of(names.system().toArray(new SystemFlag[0])).systemBits();
  }

  List<String> added() {
    return added;
  }

  boolean overflowed() {
    return overflowed;
  }

  static Decision refuse() {
    return Decision.refuse(
        Refusal.LIMIT, "keywords: the mailbox takes 256, of 128 characters each");
  }
}
