package dev.ashlar.http.server;

import java.time.Duration;

/// How fast a client must be, so that nobody keeps a connection busy for nothing.
///
/// Content that arrives and responses that are read are looked at once in each interval: less than
/// the rate, and the connection is closed, with 408 where a response can still be sent.
///
/// @param headTimeout from a request head's first byte to its last; 1 ms to
///   [ServerOptions#MAX_TIMEOUT]
/// @param interval how often progress is looked at, which is also how long it may stall; 1 ms to
///   [ServerOptions#MAX_TIMEOUT]
/// @param minimumRate bytes a second, 0 to [#MAX_RATE]; with 0 no client is too slow
public record Pace(Duration headTimeout, Duration interval, int minimumRate) {
  /// The highest rate that may be asked for: 1 GiB a second.
  public static final int MAX_RATE = 1 << 30;

  /// A head within 30 seconds, and 256 bytes a second in each 10 seconds.
  public static final Pace DEFAULT = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(10), 256);

  /// Checks every value.
  ///
  /// @throws IllegalArgumentException naming the first value that is out of its range
  public Pace {
    Ranges.check("headTimeout", headTimeout, Duration.ofMillis(1));
    Ranges.check("interval", interval, Duration.ofMillis(1));
    Ranges.check("minimumRate", minimumRate, 0, MAX_RATE);
  }

  /// The same with another time for a head.
  public Pace withHeadTimeout(Duration timeout) {
    return new Pace(timeout, interval, minimumRate);
  }

  /// The same with another interval.
  public Pace withInterval(Duration duration) {
    return new Pace(headTimeout, duration, minimumRate);
  }

  /// The same with another rate, in bytes a second.
  public Pace withMinimumRate(int bytes) {
    return new Pace(headTimeout, interval, bytes);
  }
}
