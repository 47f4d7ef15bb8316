package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant NOW = Instant.parse("2026-11-06T08:49:37Z");
  private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");
  private static final long EARLIEST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private static DateTimeFormatter oracle(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
  }

  @Test
  void formatsTheExampleOfTheRfc() {
    assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.format(EXAMPLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun Nov 06 08:49:37 1994"
      })
  void parsesTheThreeFormats(String value) {
    assertEquals(EXAMPLE, HttpDate.parse(value, NOW));
  }

  @Test
  void agreesWithTheFormatterOfTheJdk() {
    DateTimeFormatter fixdate = oracle("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
    DateTimeFormatter asctime = oracle("EEE MMM ppd HH:mm:ss uuuu");
    Random random = new Random(9110);
    for (int i = 0; i < 20_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(EARLIEST, LATEST + 1));
      String expected = fixdate.format(instant);
      assertEquals(expected, HttpDate.format(instant));
      assertEquals(instant, HttpDate.parse(expected, NOW), expected);
      assertEquals(instant, HttpDate.parse(asctime.format(instant), NOW), expected);
    }
  }

  @Test
  void agreesWithTheFormatterOfTheJdkForTwoDigitYears() {
    DateTimeFormatter rfc850 = oracle("EEEE, dd-MMM-uu HH:mm:ss 'GMT'");
    Random random = new Random(850);
    long earliest = Instant.parse("1976-11-06T08:49:38Z").getEpochSecond();
    long latest = Instant.parse("2076-11-06T08:49:37Z").getEpochSecond();
    for (int i = 0; i < 20_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(earliest, latest + 1));
      String value = rfc850.format(instant);
      assertEquals(instant, HttpDate.parse(value, NOW), value);
    }
  }

  @Test
  void agreesWithTheFormatterOfTheJdkOnEveryDayOfFourCenturies() {
    DateTimeFormatter fixdate = oracle("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
    long first = Instant.parse("1899-12-31T00:00:00Z").getEpochSecond();
    for (int day = 0; day < 146_099; day++) {
      Instant midnight = Instant.ofEpochSecond(first + day * 86_400L);
      String expected = fixdate.format(midnight);
      assertEquals(expected, HttpDate.format(midnight));
      assertEquals(midnight, HttpDate.parse(expected, NOW));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // At most 50 years after now: as it stands. Later: the century before.
    "06-Nov-76 08:49:37, 2026-11-06T08:49:37Z, 2076-11-06T08:49:37Z",
    "06-Nov-76 08:49:38, 2026-11-06T08:49:37Z, 1976-11-06T08:49:38Z",
    "07-Nov-76 00:00:00, 2026-11-06T08:49:37Z, 1976-11-07T00:00:00Z",
    "01-Dec-76 00:00:00, 2026-11-06T08:49:37Z, 1976-12-01T00:00:00Z",
    "31-Dec-75 23:59:59, 2026-01-01T00:00:00Z, 2075-12-31T23:59:59Z",
    "01-Jan-77 00:00:00, 2026-12-31T23:59:59Z, 1977-01-01T00:00:00Z",
    "06-Nov-10 08:49:37, 1994-01-01T00:00:00Z, 2010-11-06T08:49:37Z",
    "06-Nov-69 08:49:37, 1994-01-01T00:00:00Z, 1969-11-06T08:49:37Z",
    "06-Nov-94 08:49:37, 2043-01-01T00:00:00Z, 1994-11-06T08:49:37Z",
    "06-Nov-94 08:49:37, 2044-12-01T00:00:00Z, 2094-11-06T08:49:37Z",
    "29-Feb-00 00:00:00, 2026-01-01T00:00:00Z, 2000-02-29T00:00:00Z",
    "29-Feb-76 00:00:00, 2026-02-28T00:00:00Z, 1976-02-29T00:00:00Z",
    "01-Jan-99 00:00:00, 2000-01-01T00:00:00Z, 1999-01-01T00:00:00Z",
    // A clock that is far off counts as 1970 or 9999.
    "06-Nov-94 08:49:37, -1000000000-01-01T00:00:00Z, 1994-11-06T08:49:37Z",
    "06-Nov-94 08:49:37, +1000000000-12-31T23:59:59Z, 9994-11-06T08:49:37Z"
  })
  void findsTheCenturyOfATwoDigitYear(String date, Instant now, Instant expected) {
    String value = oracle("EEEE").format(expected) + ", " + date + " GMT";
    assertEquals(expected, HttpDate.parse(value, now));
  }

  @Test
  void takesALeapSecondForTheSecondAfterIt() {
    Instant midnight = Instant.parse("2017-01-01T00:00:00Z");
    assertEquals(midnight, HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", NOW));
    assertEquals(midnight, HttpDate.parse("Saturday, 31-Dec-16 23:59:60 GMT", NOW));
    assertEquals(midnight, HttpDate.parse("Sat Dec 31 23:59:60 2016", NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "-1",
        "784111777",
        "1994-11-06T08:49:37Z",
        // A day name that is none, or not that of the date.
        "Son, 06 Nov 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Monday, 06-Nov-94 08:49:37 GMT",
        "Mon Nov  6 08:49:37 1994",
        // HTTP-date is case-sensitive.
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 NOV 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 gmt",
        "sunday, 06-Nov-94 08:49:37 GMT",
        // No other zone, none missing, no more white space than the grammar has.
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun,  06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun,06 Nov 1994 08:49:37  GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06-Nov-1994 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov  6 08:49:37 1994 GMT",
        // Numbers that are none, or out of range.
        "Sun, 0x Nov 1994 08:49:37 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov -994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:3: GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Thu, 31 Nov 1994 08:49:37 GMT",
        "Thu, 32 Dec 1994 08:49:37 GMT",
        "Wed, 29 Feb 2023 08:49:37 GMT",
        "Mon, 29 Feb 2100 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08:49:60 GMT",
        "Sun, 06 Nov 1994 23:58:60 GMT",
        "Fri, 31 Dec 9999 23:59:60 GMT",
        "Sun Nov 0  08:49:37 1994",
        // Digits of another script, and a letter beyond Latin-1.
        "Sun, 06 Nov \u0661\u0669\u0669\u0664 08:49:37 GMT",
        "Sun, 06 N\u014Fv 1994 08:49:37 GMT",
        ", 06-Nov-94 08:49:37 GMT",
        "Someday, 06-Nov-94 08:49:37 GMT"
      })
  void refusesWhatIsNotADate(String value) {
    assertNull(HttpDate.parse(value, NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void refusesEveryPartAndEveryDamageOfADate(String value) {
    for (int i = 0; i < value.length(); i++) {
      assertNull(HttpDate.parse(value.substring(0, i), NOW));
      assertNull(HttpDate.parse(value.substring(i + 1), NOW));
      assertNull(HttpDate.parse(value.substring(0, i) + '\0' + value.substring(i + 1), NOW));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1994-11-06T08:49:37.999999999Z, 'Sun, 06 Nov 1994 08:49:37 GMT'",
    "1969-12-31T23:59:59.5Z, 'Wed, 31 Dec 1969 23:59:59 GMT'",
    "-0001-12-31T23:59:59Z, 'Sat, 01 Jan 0000 00:00:00 GMT'",
    "-1000000000-01-01T00:00:00Z, 'Sat, 01 Jan 0000 00:00:00 GMT'",
    "+10000-01-01T00:00:00Z, 'Fri, 31 Dec 9999 23:59:59 GMT'",
    "+1000000000-12-31T23:59:59Z, 'Fri, 31 Dec 9999 23:59:59 GMT'"
  })
  void formatsTheNearestThatTheFormatCanExpress(Instant instant, String expected) {
    assertEquals(expected, HttpDate.format(instant));
  }
}
