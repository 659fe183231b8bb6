package org.yubin.mailbox.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * INTERNALDATE of a message (RFC 9051 §2.3.3), with the zone it was given in. Its constructor
 * throws IllegalArgumentException for other zones and for years outside 0000 to 9999.
 *
 * @param epochSecond seconds since 1970-01-01T00:00Z
 * @param zoneMinutes minutes east of UTC, -1080 to 1080
 */
public record InternalDate(long epochSecond, int zoneMinutes) {
  private static final int MAX_ZONE_MINUTES = 18 * 60;
  private static final long MAX_EPOCH_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z
  private static final long MIN_EPOCH_SECOND = -62_167_219_200L; // 0000-01-01T00:00:00Z

  public InternalDate {
    if (Math.abs(zoneMinutes) > MAX_ZONE_MINUTES) {
      throw new IllegalArgumentException(
          "zone: " + zoneMinutes + " minutes (expected: -1080 to 1080)");
    }
    if (epochSecond < MIN_EPOCH_SECOND - 86_400 || epochSecond > MAX_EPOCH_SECOND + 86_400) {
      throw new IllegalArgumentException(
          "internal date: " + epochSecond + " s (expected: year 0000 to 9999)");
    }
  }

  public static InternalDate of(Instant instant) {
    return new InternalDate(instant.getEpochSecond(), 0);
  }

  public static InternalDate of(OffsetDateTime time) {
    return new InternalDate(time.toEpochSecond(), time.getOffset().getTotalSeconds() / 60);
  }

  public OffsetDateTime toOffsetDateTime() {
    return OffsetDateTime.ofInstant(
        Instant.ofEpochSecond(epochSecond), ZoneOffset.ofTotalSeconds(zoneMinutes * 60));
  }

  /** The date in its own zone: what SEARCH BEFORE, ON and SINCE look at (RFC 3501 §6.4.4). */
  public LocalDate localDate() {
    return LocalDate.ofEpochDay(Math.floorDiv(epochSecond + zoneMinutes * 60L, 86_400L));
  }
}
