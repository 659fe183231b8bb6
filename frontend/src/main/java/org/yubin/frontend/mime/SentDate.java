package org.yubin.frontend.mime;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * The day in a Date field, whatever its time and zone: what SENTBEFORE, SENTON and SENTSINCE
 * compare (RFC 9051 §6.4.4).
 *
 * <p>Reads {@code date} of RFC 5322 §3.3 with the old two-digit years of §4.3, also without commas
 * or with dashes, and the order of asctime ({@code Thu Feb 13 23:32:54 2020}). Nothing else.
 */
final class SentDate {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final int MAX_OCTETS = 200;

  private SentDate() {}

  static Optional<LocalDate> parse(String value) {
    FieldReader in = new FieldReader(value.substring(0, Math.min(value.length(), MAX_OCTETS)));
    int day = 0;
    int month = 0;
    while (!in.atEnd()) {
      in.skipCfws();
      int start = in.position();
      while (!in.atEnd() && isWordCharacter(in.peek())) {
        in.next();
      }
      String word = in.since(start);
      if (word.isEmpty()) {
        if (!in.atEnd()) {
          in.next();
        }
      } else if (word.chars().allMatch(c -> c >= '0' && c <= '9')) {
        if (day == 0) {
          day = number(word);
        } else if (month > 0 && in.peek() != ':') {
          return date(year(word), month, day);
        } else if (in.peek() == ':') {
          skipTime(in);
        } else {
          return Optional.empty();
        }
      } else if (month == 0) {
        month = month(word);
      }
    }
    return Optional.empty();
  }

  private static void skipTime(FieldReader in) {
    while (!in.atEnd() && (in.peek() == ':' || (in.peek() >= '0' && in.peek() <= '9'))) {
      in.next();
    }
  }

  private static boolean isWordCharacter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** 1 to 12, or 0 if {@code word} names no month. */
  private static int month(String word) {
    if (word.length() < 3) {
      return 0;
    }
    int at = MONTHS.indexOf(word.substring(0, 3).toLowerCase(Locale.ROOT));
    return at >= 0 && at % 3 == 0 ? at / 3 + 1 : 0;
  }

  private static int number(String digits) {
    return digits.length() > 4 ? -1 : Integer.parseInt(digits);
  }

  /** RFC 5322 §4.3: 00 to 49 are of this century, other short years are counted from 1900. */
  private static int year(String digits) {
    int year = number(digits);
    if (digits.length() == 2 && year < 50) {
      return 2000 + year;
    }
    return digits.length() <= 3 ? 1900 + year : year;
  }

  private static Optional<LocalDate> date(int year, int month, int day) {
    if (year < 1900) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
