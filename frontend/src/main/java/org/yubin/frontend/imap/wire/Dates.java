package org.yubin.frontend.imap.wire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.yubin.mailbox.model.InternalDate;

/** Dates and times of the grammar: date, date-time (RFC 3501 §9). */
final class Dates {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private Dates() {}

  static LocalDate date(ImapReader in) throws ImapSyntaxException {
    boolean quoted = in.tryChar('"');
    LocalDate date = dateText(in);
    if (quoted) {
      in.character('"');
    }
    return date;
  }

  static InternalDate dateTime(ImapReader in) throws ImapSyntaxException {
    ImapSyntaxException none = in.expected("a date and time that exist");
    in.character('"');
    in.trySp();
    LocalDate date = dateText(in);
    in.sp();
    int hour = in.shortNumber(2, 2, "hours");
    in.character(':');
    int minute = in.shortNumber(2, 2, "minutes");
    in.character(':');
    int second = in.shortNumber(2, 2, "seconds");
    in.sp();
    boolean west = in.tryChar('-');
    if (!west) {
      in.character('+');
    }
    int zone = in.shortNumber(4, 4, "a zone of four digits");
    in.character('"');
    int zoneMinutes = zone / 100 * 60 + zone % 100;
    if (zone % 100 > 59 || zoneMinutes > 18 * 60) {
      throw none;
    }
    try {
      // A leap second is told as the second before it.
      LocalTime time = LocalTime.of(hour, minute, second == 60 ? 59 : second);
      long local = LocalDateTime.of(date, time).toEpochSecond(ZoneOffset.UTC);
      int signed = west ? -zoneMinutes : zoneMinutes;
      return new InternalDate(local - signed * 60L, signed);
    } catch (DateTimeException notATime) {
      throw none;
    }
  }

  /** The date-time of an internal date, quotes included. */
  static String text(InternalDate date) {
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(
            date.epochSecond() + date.zoneMinutes() * 60L, 0, ZoneOffset.UTC);
    int zone = Math.abs(date.zoneMinutes());
    return String.format(
        Locale.ROOT,
        "\"%2d-%s-%04d %02d:%02d:%02d %s%02d%02d\"",
        local.getDayOfMonth(),
        MONTHS.get(local.getMonthValue() - 1),
        local.getYear(),
        local.getHour(),
        local.getMinute(),
        local.getSecond(),
        date.zoneMinutes() < 0 ? "-" : "+",
        zone / 60,
        zone % 60);
  }

  // date-text = date-day "-" date-month "-" date-year
  private static LocalDate dateText(ImapReader in) throws ImapSyntaxException {
    ImapSyntaxException none = in.expected("a date that exists");
    int day = in.shortNumber(1, 2, "a day of the month");
    in.character('-');
    int month = month(in);
    in.character('-');
    int year = in.shortNumber(4, 4, "a year of four digits");
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException notADate) {
      throw none;
    }
  }

  private static int month(ImapReader in) throws ImapSyntaxException {
    for (int i = 0; i < MONTHS.size(); i++) {
      String name = MONTHS.get(i).toUpperCase(Locale.ROOT);
      // The word would run on over the hyphen, so the month is told by its three letters.
      if (in.peekWord().startsWith(name + "-")) {
        in.skip(name.length());
        return i + 1;
      }
    }
    throw in.expected("a month such as Jan");
  }
}
