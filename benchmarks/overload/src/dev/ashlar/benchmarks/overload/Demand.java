package dev.ashlar.benchmarks.overload;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// When requests for one path are due: at random, as from many clients that know nothing of each
/// other (a Poisson process), and whether or not the ones before have been answered.
final class Demand {
  private final String path;
  private final double nanosBetween;
  private final RandomGenerator random;
  private double due;

  /// @param perSecond on average
  /// @param start of [System#nanoTime]
  Demand(String path, double perSecond, long start) {
    this.path = path;
    this.nanosBetween = 1e9 / perSecond;
    this.random = RandomGeneratorFactory.getDefault().create(path.hashCode());
    this.due = start;
    next();
  }

  String path() {
    return path;
  }

  /// When the next request is due, by [System#nanoTime].
  long due() {
    return (long) due;
  }

  /// Goes on to the one after it.
  void next() {
    due += nanosBetween * random.nextExponential();
  }
}
