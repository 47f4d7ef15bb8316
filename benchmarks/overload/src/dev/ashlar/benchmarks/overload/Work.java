package dev.ashlar.benchmarks.overload;

/// A calculation that takes the same number of steps each time, and so the same processor time,
/// however many threads share the processor.
final class Work {
  private static final int PROBE_STEPS = 1_000_000;
  private static final int PROBES = 200;

  private final int steps;

  private Work(int steps) {
    this.steps = steps;
  }

  /// Finds out how many steps take so long. The quickest of many tries counts: what disturbs it
  /// makes it slower only.
  static Work taking(double milliseconds) {
    double quickest = Double.MAX_VALUE;
    long result = 1;
    for (int i = 0; i < PROBES; i++) {
      long start = System.nanoTime();
      result = steps(PROBE_STEPS, result);
      quickest = Math.min(quickest, System.nanoTime() - start);
    }
    if (result == 0) {
      throw new IllegalStateException("The generator has no way back to zero.");
    }
    return new Work((int) (PROBE_STEPS * milliseconds * 1e6 / quickest));
  }

  /// Does it, and returns something that depends on each step.
  long run() {
    return steps(steps, System.nanoTime() | 1);
  }

  /// Marsaglia's xorshift generator, each step of which needs the one before.
  private static long steps(int count, long seed) {
    long x = seed;
    for (int i = 0; i < count; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}
