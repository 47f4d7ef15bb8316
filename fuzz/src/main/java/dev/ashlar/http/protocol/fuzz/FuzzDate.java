package dev.ashlar.http.protocol.fuzz;

import dev.ashlar.http.protocol.HttpDate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// A timestamp in any of the three formats, or in none.
public final class FuzzDate {
  private static final Instant NOW = Instant.parse("2026-11-06T08:49:37Z");
  private static final Instant IN_50_YEARS = Instant.parse("2076-11-06T08:49:37Z");
  private static final DateTimeFormatter FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// The years of four digits; a leap second at the end of 9999 would be in another.
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private FuzzDate() {}

  /// Judges the value of a field.
  public static void fuzzerTestOneInput(byte[] data) {
    String value = new String(data, StandardCharsets.ISO_8859_1);
    Instant date = HttpDate.parse(value, NOW);
    if (date == null) {
      return;
    }
    Claim.same(date.truncatedTo(ChronoUnit.SECONDS), date, "fraction of a second");
    Claim.holds(!date.isAfter(LATEST), "a year of five digits");
    String rendered = HttpDate.format(date);
    Claim.same(FIXDATE.format(date), rendered, "as java.time renders it");
    Claim.same(date, HttpDate.parse(rendered, NOW), "rendered");
    boolean twoDigitYear = value.contains("day, ") && value.indexOf('-') > 0;
    Claim.holds(!twoDigitYear || !date.isAfter(IN_50_YEARS), "more than 50 years ahead");
  }
}
