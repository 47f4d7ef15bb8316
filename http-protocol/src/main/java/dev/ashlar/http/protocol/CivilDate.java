package dev.ashlar.http.protocol;

/// Days since 1970-01-01 to year, month and day of the Gregorian calendar and back, without an
/// object: a date is one `int` of the form yyyymmdd. Years 0 to 9999 and a little around them.
///
/// The method is that of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin
/// in March, so that the leap day is the last of its year and months have a regular pattern.
final class CivilDate {
  private static final int DAYS_PER_ERA = 146_097; // 400 years
  private static final int DAYS_TO_EPOCH = 719_468; // from 0000-03-01 to 1970-01-01

  private CivilDate() {}

  static int fromEpochDay(int epochDay) {
    int shifted = epochDay + DAYS_TO_EPOCH;
    int era = Math.floorDiv(shifted, DAYS_PER_ERA);
    int dayOfEra = Math.floorMod(shifted, DAYS_PER_ERA);
    int yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / (DAYS_PER_ERA - 1)) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    int year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    return of(year, month, day);
  }

  static int toEpochDay(int date) {
    int month = month(date);
    int year = month <= 2 ? year(date) - 1 : year(date);
    int era = Math.floorDiv(year, 400);
    int yearOfEra = Math.floorMod(year, 400);
    int monthFromMarch = month > 2 ? month - 3 : month + 9;
    int dayOfYear = (153 * monthFromMarch + 2) / 5 + day(date) - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_EPOCH;
  }

  static int of(int year, int month, int day) {
    return year * 10_000 + month * 100 + day;
  }

  static int year(int date) {
    return date / 10_000;
  }

  static int month(int date) {
    return date / 100 % 100;
  }

  static int day(int date) {
    return date % 100;
  }

  /// 0 is Monday, 6 is Sunday; the epoch began on a Thursday.
  static int dayOfWeek(int epochDay) {
    return Math.floorMod(epochDay + 3, 7);
  }

  static boolean exists(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
  }

  private static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }
}
