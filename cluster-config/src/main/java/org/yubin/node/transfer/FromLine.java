package org.yubin.node.transfer;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that begins a message of an mbox: {@code From }, a sender, and when it came, as {@code
 * asctime} writes it (RFC 4155 appendix A: in UTC), perhaps with a zone before or behind the year.
 */
final class FromLine {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private static final Pattern DATE =
      Pattern.compile(
          "(?:mon|tue|wed|thu|fri|sat|sun),? +(?:([a-z]{3}) +(\\d{1,2})|(\\d{1,2}) +([a-z]{3})"
              + " +(\\d{4})) +(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?: +([+-]\\d{4}|[a-z]{1,5}))?(?:"
              + " +(\\d{4}))?(?: +([+-]\\d{4}|[a-z]{1,5}))?");

  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("est", -5),
          Map.entry("edt", -4),
          Map.entry("cst", -6),
          Map.entry("cdt", -5),
          Map.entry("mst", -7),
          Map.entry("mdt", -6),
          Map.entry("pst", -8),
          Map.entry("pdt", -7),
          Map.entry("bst", 1),
          Map.entry("cet", 1),
          Map.entry("met", 1),
          Map.entry("cest", 2),
          Map.entry("mest", 2),
          Map.entry("jst", 9));

  private FromLine() {}

  /** Whether a line begins a message: it looks so, and has a date. */
  static boolean is(String line) {
    return line.startsWith("From ") && date(line).isPresent();
  }

  /** When the message came, in UTC if no zone is said. */
  static Optional<OffsetDateTime> date(String line) {
    Matcher found = DATE.matcher(line.toLowerCase(Locale.ROOT));
    if (!found.find()) {
      return Optional.empty();
    }
    String year = found.group(5) != null ? found.group(5) : found.group(10);
    String month = found.group(1) != null ? found.group(1) : found.group(4);
    String day = found.group(2) != null ? found.group(2) : found.group(3);
    if (year == null || !MONTHS.contains(month)) {
      return Optional.empty();
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              Integer.parseInt(year),
              MONTHS.indexOf(month) + 1,
              Integer.parseInt(day),
              Integer.parseInt(found.group(6)),
              Integer.parseInt(found.group(7)),
              found.group(8) == null ? 0 : Math.min(59, Integer.parseInt(found.group(8))));
      String zone = found.group(9) != null ? found.group(9) : found.group(11);
      return Optional.of(local.atOffset(offset(zone == null ? "" : zone)));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private static ZoneOffset offset(String zone) {
    if (zone.startsWith("+") || zone.startsWith("-")) {
      int minutes =
          Integer.parseInt(zone.substring(1, 3)) * 60 + Integer.parseInt(zone.substring(3));
      return ZoneOffset.ofTotalSeconds((zone.startsWith("-") ? -60 : 60) * minutes);
    }
    return ZoneOffset.ofHours(ZONES.getOrDefault(zone, 0));
  }

  /** The line for a message that came at this time, without its end. */
  static String of(OffsetDateTime date) {
    OffsetDateTime utc = date.withOffsetSameInstant(ZoneOffset.UTC);
    String month = MONTHS.get(utc.getMonthValue() - 1);
    return String.format(
        Locale.ROOT,
        "From MAILER-DAEMON %s %s %2d %02d:%02d:%02d %04d",
        DAYS.get(utc.getDayOfWeek().getValue() - 1),
        month.substring(0, 1).toUpperCase(Locale.ROOT) + month.substring(1),
        utc.getDayOfMonth(),
        utc.getHour(),
        utc.getMinute(),
        utc.getSecond(),
        utc.getYear());
  }
}
