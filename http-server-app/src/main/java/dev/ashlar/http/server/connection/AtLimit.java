package dev.ashlar.http.server.connection;

import java.time.Duration;

/// What happens to new clients when as many connections are open as may be.
///
/// @param spared how long a connection must have waited for a request before it is cut for a new
///   one, 0 or more: a client that has just connected, or has just been answered, is about to send
/// @param pause how long nobody is accepted if no connection is idle, more than 0, unless one ends
///   before
record AtLimit(Duration spared, Duration pause) {
  /// The packet with a client's request follows the one that opens the connection at once, and a
  /// flood of clients that send nothing is cut ten times a second.
  static final AtLimit DEFAULT = new AtLimit(Duration.ofMillis(100), Duration.ofMillis(50));

  /// Checks the ranges.
  AtLimit {
    if (spared.isNegative()) {
      throw new IllegalArgumentException("spared must not be negative, as " + spared + " is");
    }
    if (!pause.isPositive()) {
      throw new IllegalArgumentException("pause must be positive, not " + pause);
    }
  }
}
