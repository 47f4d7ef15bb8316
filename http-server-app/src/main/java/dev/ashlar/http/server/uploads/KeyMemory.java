package dev.ashlar.http.server.uploads;

import java.time.Duration;

/// How idempotency keys are remembered.
///
/// @param time for how long, a second to ten years
/// @param count how many at once, 1 to [#MAX_COUNT]; uploads with a new key are refused beyond it,
///   for to forget a key early would be to break a promise. Each takes 48 to 96 bytes of memory,
///   and while a table grows half as much again for the keys that are in it; and 160 on the disk
public record KeyMemory(Duration time, int count) {
  /// The shortest time that may be asked for: a second.
  public static final Duration LEAST_TIME = Duration.ofSeconds(1);

  /// The longest time that may be asked for: ten years.
  public static final Duration MOST_TIME = Duration.ofDays(3650);

  /// The most keys that may be asked for.
  public static final int MAX_COUNT = 100_000_000;

  /// A day, and a million keys.
  public static final KeyMemory DEFAULT = new KeyMemory(Duration.ofDays(1), 1_000_000);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
  public KeyMemory {
    if (time.compareTo(LEAST_TIME) < 0 || time.compareTo(MOST_TIME) > 0) {
      throw new IllegalArgumentException(
          "time is " + time + ", must be " + LEAST_TIME + " to " + MOST_TIME);
    }
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("count is " + count + ", must be 1 to " + MAX_COUNT);
    }
  }
}
