package dev.ashlar.benchmarks.uploads;

/// How much is measured.
///
/// @param rounds how often each figure is measured; what is told is the median
/// @param storeSeconds how long each run of the store and of the naive scheme takes
/// @param seconds how long each run of a server takes
/// @param sustainedWindows how many such runs follow each other on one server
record Effort(int rounds, int storeSeconds, int seconds, int sustainedWindows) {
  static final Effort USUAL = new Effort(5, 1, 10, 12);

  /// Shows that everything works; its figures are worth nothing.
  static final Effort QUICK = new Effort(1, 1, 2, 3);
}
