package dev.ashlar.http.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Timestamps of header fields such as `Date` and `Last-Modified` (RFC 9110 §5.6.7).
///
/// Rendered is the one format that may be sent, `Sun, 06 Nov 1994 08:49:37 GMT`; parsed are the
/// three that a recipient has to accept, each exactly as its grammar has it. Written by hand,
/// because a server does this for every response and `DateTimeFormatter` costs several times as
/// much.
///
/// No clock is read. All methods are safe for use by any thread.
public final class HttpDate {
  /// The length in characters of every rendered timestamp.
  static final int LENGTH = 29;

  static final String DAY_NAMES = "MonTueWedThuFriSatSun";
  static final String MONTH_NAMES = "JanFebMarAprMayJunJulAugSepOctNovDec";

  static final int SECONDS_PER_DAY = 86_400;

  private static final byte[] TEMPLATE =
      "___, __ ___ ____ __:__:__ GMT".getBytes(StandardCharsets.ISO_8859_1);

  // The years that four digits can express: 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
  private static final long EARLIEST = -62_167_219_200L;
  static final long LATEST = 253_402_300_799L;

  private HttpDate() {}

  /// Renders an instant, without the fraction of its second. Instants outside the years 0 to 9999,
  /// which the format cannot express, become the nearest that it can: a file may bear any date, and
  /// none may cost a response.
  public static String format(Instant instant) {
    byte[] rendered = TEMPLATE.clone();
    write(instant.getEpochSecond(), rendered);
    return new String(rendered, StandardCharsets.ISO_8859_1);
  }

  private static void write(long epochSecond, byte[] target) {
    long second = Math.clamp(epochSecond, EARLIEST, LATEST);
    int day = (int) Math.floorDiv(second, SECONDS_PER_DAY);
    int secondOfDay = Math.floorMod(second, SECONDS_PER_DAY);
    int date = CivilDate.fromEpochDay(day);
    int year = CivilDate.year(date);

    putName(DAY_NAMES, CivilDate.dayOfWeek(day), target, 0);
    putTwoDigits(CivilDate.day(date), target, 5);
    putName(MONTH_NAMES, CivilDate.month(date) - 1, target, 8);
    putTwoDigits(year / 100, target, 12);
    putTwoDigits(year % 100, target, 14);
    putTwoDigits(secondOfDay / 3600, target, 17);
    putTwoDigits(secondOfDay / 60 % 60, target, 20);
    putTwoDigits(secondOfDay % 60, target, 23);
  }

  private static void putName(String names, int index, byte[] target, int offset) {
    for (int i = 0; i < 3; i++) {
      target[offset + i] = (byte) names.charAt(index * 3 + i);
    }
  }

  private static void putTwoDigits(int number, byte[] target, int offset) {
    target[offset] = (byte) ('0' + number / 10);
    target[offset + 1] = (byte) ('0' + number % 10);
  }

  /// Parses any of the three formats. Null is what no sender may have meant: anything that departs
  /// from the grammar, a day that its month does not have, or a day name that is not that of the
  /// date (the semantics of a timestamp are those of RFC 5322 §3.3, where the name "MUST be the day
  /// implied by the date"). Fields that carry a date are to be ignored when it is invalid.
  ///
  /// A leap second, `23:59:60`, is the instant one second after `23:59:59`.
  ///
  /// @param now decides the century of the obsolete format with a two-digit year: a timestamp that
  ///   would lie more than 50 years after it is taken for the most recent past year with these
  ///   digits
  public static @Nullable Instant parse(String value, Instant now) {
    return new HttpDateParser(value, now).parse();
  }
}
