package dev.ashlar.http.server.observe;

import java.time.Instant;

/// Renders moments as `2026-11-23T10:15:30.123Z` (RFC 3339, UTC), the date and time of day once a
/// second. For one thread.
final class Timestamp {
  private static final int UP_TO_SECONDS = "2026-11-23T10:15:30".length();

  private long second = Long.MIN_VALUE;
  private String rendered = "";

  /// Appends a moment.
  ///
  /// @param millis since 1970-01-01T00:00:00Z
  void append(AsciiText line, long millis) {
    long wanted = Math.floorDiv(millis, 1000L);
    if (wanted != second) {
      second = wanted;
      rendered = Instant.ofEpochSecond(wanted).toString().substring(0, UP_TO_SECONDS) + '.';
    }
    int fraction = (int) Math.floorMod(millis, 1000L);
    line.append(rendered)
        .append((char) ('0' + fraction / 100))
        .append((char) ('0' + fraction / 10 % 10))
        .append((char) ('0' + fraction % 10))
        .append('Z');
  }
}
