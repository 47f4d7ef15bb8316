package dev.ashlar.benchmarks.common;

import java.util.Arrays;

/// Times in nanoseconds, all of them kept, so that a percentile is one that occurred. For one
/// thread.
public final class Latencies {
  private long[] nanos = new long[1024];
  private int size;
  private boolean sorted;

  /// Adds one.
  public void add(long time) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = time;
    sorted = false;
  }

  /// Adds all of another's.
  public void addAll(Latencies others) {
    for (int i = 0; i < others.size; i++) {
      add(others.nanos[i]);
    }
  }

  /// How many there are.
  public int count() {
    return size;
  }

  /// The smallest time that at least `percent` of all do not exceed, in milliseconds; NaN if there
  /// is none.
  public double percentile(double percent) {
    if (size == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, size);
      sorted = true;
    }
    int rank = (int) Math.ceil(percent / 100 * size);
    return nanos[Math.clamp(rank - 1L, 0, size - 1)] / 1e6;
  }

  /// What is usually told of them.
  public Summary summary() {
    return new Summary(
        size, percentile(50), percentile(90), percentile(99), percentile(99.9), percentile(100));
  }

  /// Percentiles in milliseconds.
  public record Summary(
      int count, double p50Ms, double p90Ms, double p99Ms, double p999Ms, double maxMs) {}
}
