package dev.ashlar.http.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One timestamp being read. Each format has fixed columns, but for the length of the day name in
/// the oldest: what stands in a column is compared or read, and one failure spoils the whole.
final class HttpDateParser {
  private static final String[] LONG_DAY_NAMES = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };

  private static final int ASCTIME_LENGTH = 24;

  /// From the comma on: `, 06-Nov-94 08:49:37 GMT`. No name is short enough for the whole to be as
  /// long as one of the other formats.
  private static final int RFC850_LENGTH_AFTER_NAME = 24;

  private final String value;
  private final Instant now;
  private boolean wellFormed = true;

  HttpDateParser(String value, Instant now) {
    this.value = value;
    this.now = now;
  }

  @Nullable Instant parse() {
    return switch (value.length()) {
      case HttpDate.LENGTH -> fixdate();
      case ASCTIME_LENGTH -> asctime();
      default -> rfc850();
    };
  }

  /// Sun, 06 Nov 1994 08:49:37 GMT
  private @Nullable Instant fixdate() {
    int dayName = name(HttpDate.DAY_NAMES, 0);
    expect(", ", 3);
    int day = digits(5, 7);
    expect(" ", 7);
    int month = name(HttpDate.MONTH_NAMES, 8) + 1;
    expect(" ", 11);
    int year = digits(12, 16);
    expect(" ", 16);
    int secondOfDay = timeOfDay(17);
    expect(" GMT", 25);
    return instant(dayName, year, month, day, secondOfDay);
  }

  /// Sunday, 06-Nov-94 08:49:37 GMT
  private @Nullable Instant rfc850() {
    int comma = value.length() - RFC850_LENGTH_AFTER_NAME;
    int dayName = longDayName(comma);
    if (dayName < 0) {
      return null;
    }
    expect(", ", comma);
    int day = digits(comma + 2, comma + 4);
    expect("-", comma + 4);
    int month = name(HttpDate.MONTH_NAMES, comma + 5) + 1;
    expect("-", comma + 8);
    int shortYear = digits(comma + 9, comma + 11);
    expect(" ", comma + 11);
    int secondOfDay = timeOfDay(comma + 12);
    expect(" GMT", comma + 20);
    return instant(dayName, fullYear(shortYear, month, day, secondOfDay), month, day, secondOfDay);
  }

  /// Sun Nov 6 08:49:37 1994
  private @Nullable Instant asctime() {
    int dayName = name(HttpDate.DAY_NAMES, 0);
    expect(" ", 3);
    int month = name(HttpDate.MONTH_NAMES, 4) + 1;
    expect(" ", 7);
    int day = value.charAt(8) == ' ' ? digits(9, 10) : digits(8, 10);
    expect(" ", 10);
    int secondOfDay = timeOfDay(11);
    expect(" ", 19);
    int year = digits(20, 24);
    return instant(dayName, year, month, day, secondOfDay);
  }

  private @Nullable Instant instant(int dayName, int year, int month, int day, int secondOfDay) {
    if (!wellFormed || !CivilDate.exists(year, month, day)) {
      return null;
    }
    int epochDay = CivilDate.toEpochDay(CivilDate.of(year, month, day));
    if (CivilDate.dayOfWeek(epochDay) != dayName) {
      return null;
    }
    long second = (long) epochDay * HttpDate.SECONDS_PER_DAY + secondOfDay;
    // The leap second that would end the year 9999 is in a year that cannot be rendered.
    return second <= HttpDate.LATEST ? Instant.ofEpochSecond(second) : null;
  }

  /// The latest year with these two digits for which the timestamp is at most 50 years after now
  /// (RFC 9110 §5.6.7). Dates compare as numbers, so none has to exist to be compared.
  private int fullYear(int shortYear, int month, int day, int secondOfDay) {
    long nowSecond = Math.clamp(now.getEpochSecond(), 0, HttpDate.LATEST);
    int nowDay = (int) (nowSecond / HttpDate.SECONDS_PER_DAY);
    int border = CivilDate.fromEpochDay(nowDay) + CivilDate.of(50, 0, 0);
    int century = CivilDate.year(border) / 100 * 100;
    int date = CivilDate.of(century + shortYear, month, day);
    boolean later =
        date > border || (date == border && secondOfDay > nowSecond % HttpDate.SECONDS_PER_DAY);
    return later ? century + shortYear - 100 : century + shortYear;
  }

  /// time-of-day = hour ":" minute ":" second, from 00:00:00 to 23:59:60 (leap second)
  private int timeOfDay(int from) {
    int hour = digits(from, from + 2);
    expect(":", from + 2);
    int minute = digits(from + 3, from + 5);
    expect(":", from + 5);
    int second = digits(from + 6, from + 8);
    boolean leapSecond = hour == 23 && minute == 59 && second == 60;
    wellFormed &= hour < 24 && minute < 60 && (second < 60 || leapSecond);
    return hour * 3600 + minute * 60 + second;
  }

  private void expect(String text, int from) {
    wellFormed &= value.startsWith(text, from);
  }

  private int digits(int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = value.charAt(i);
      wellFormed &= FieldCursor.isDigit(c);
      number = number * 10 + (c - '0');
    }
    return wellFormed ? number : 0;
  }

  /// The index of the three letters at a column among the names; case counts.
  private int name(String names, int from) {
    for (int i = 0; i < names.length(); i += 3) {
      if (value.regionMatches(from, names, i, 3)) {
        return i / 3;
      }
    }
    wellFormed = false;
    return 0;
  }

  private int longDayName(int length) {
    for (int i = 0; i < LONG_DAY_NAMES.length; i++) {
      if (LONG_DAY_NAMES[i].length() == length && value.startsWith(LONG_DAY_NAMES[i])) {
        return i;
      }
    }
    return -1;
  }
}
