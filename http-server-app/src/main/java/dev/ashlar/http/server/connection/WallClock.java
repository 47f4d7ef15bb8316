package dev.ashlar.http.server.connection;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The time of day at moments that [System#nanoTime] has told. Reading a clock costs some 50 ns, so
/// a request reads one, and what else wants to know the time is told from that.
///
/// How the two differ is looked at again after [#HOLDS], so a clock that is set has been noticed by
/// then.
///
/// Safe for use by several threads.
final class WallClock {
  /// How long a look holds, in nanoseconds.
  static final long HOLDS = TimeUnit.MILLISECONDS.toNanos(100);

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private volatile Reading last;

  /// Both clocks, read together: at the nano time `at` it was `millis` after 1970-01-01T00:00:00Z.
  private record Reading(long at, long millis) {}

  /// The clocks of the system.
  WallClock() {
    this(InstantSource.system(), System::nanoTime);
  }

  WallClock(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.last = read();
  }

  /// The time of day at a moment that is not long ago, in milliseconds since 1970-01-01T00:00:00Z.
  long millisAt(long moment) {
    Reading reading = last;
    if (Math.abs(moment - reading.at) >= HOLDS) {
      reading = read();
      last = reading;
    }
    return reading.millis + Math.floorDiv(moment - reading.at, 1_000_000L);
  }

  private Reading read() {
    return new Reading(nanoTime.getAsLong(), clock.millis());
  }
}
